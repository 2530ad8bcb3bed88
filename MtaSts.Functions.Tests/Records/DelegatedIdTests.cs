using CsCheck;
using MtaSts.Records;

namespace MtaSts.Functions.Tests.Records;

public sealed partial class DelegatedIdTests
{
    private static readonly Gen<string> Labels = Gen.OneOf(
        Gen.OneOf("a", "b", "ab", "a-b", "xn--bcher-kva", "contoso", new string('a', 63)),
        Gen.Char["abz059-"].Array[1, 63].Select(characters => $"a{new string(characters)}9"[..Math.Min(characters.Length + 2, 63)])
            .Where(label => !label.EndsWith('-')));

    private static readonly Gen<DomainName> Domains = Labels.Array[2, 3].Select(labels => DomainName.Parse(string.Join('.', labels)));

    // The CNAMEs of customers lead to these names: they must never change.
    [Theory]
    [InlineData("contoso.com", "contoso-com-348b467d")]
    [InlineData("xn--bcher-kva.example", "xn-bcher-kva-example-970ca6b7")]
    [InlineData(
        "a-very-long-name-of-a-subsidiary-of-a-company.department.contoso.com",
        "a-very-long-name-of-a-subsidiary-of-a-company-departme-d211f32e")]
    public void A_label_begins_with_the_domain_and_ends_with_its_digest(string domain, string label) =>
        Assert.Equal(label, DelegatedId.GetLabel(DomainName.Parse(domain)));

    [Fact]
    public void A_label_is_one_of_DNS() => Domains.Sample(domain => LabelForm().IsMatch(DelegatedId.GetLabel(domain)), iter: 3_000);

    [Fact]
    public void Two_domains_have_two_labels() => Gen.Select(Domains, Domains)
        .Sample((one, other) => (one == other) == (DelegatedId.GetLabel(one) == DelegatedId.GetLabel(other)), iter: 10_000);

    [Theory, InlineData("a-b.c.example", "a.b-c.example"), InlineData("a--b.example", "a-b.example")]
    public void Domains_that_read_alike_have_two_labels(string one, string other) =>
        Assert.NotEqual(DelegatedId.GetLabel(DomainName.Parse(one)), DelegatedId.GetLabel(DomainName.Parse(other)));

    // Letters, digits and single hyphens: no A-label (RFC 5890 §2.3.1), whatever the domain is.
    [GeneratedRegex("^(?=.{1,63}$)[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{8}$")]
    private static partial Regex LabelForm();
}
