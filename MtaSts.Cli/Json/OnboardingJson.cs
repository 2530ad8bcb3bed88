namespace MtaSts.Cli.Json;

/// <param name="WaitsFor">Whose turn it is; null when nothing is left to do.</param>
/// <param name="Records">What people have to set, in this order.</param>
/// <param name="Changes">With <c>--what-if</c>: the stages that would be gone through.</param>
internal sealed record OnboardingJson(
    string Domain,
    string Stage,
    string? WaitsFor,
    string Text,
    IReadOnlyList<DnsRecordJson> Records,
    IReadOnlyList<string>? Changes);
