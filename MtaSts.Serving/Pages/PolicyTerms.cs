using System.Globalization;
using System.Text;
using MtaSts.Policies;
using MtaSts.Serving.Caching;

namespace MtaSts.Serving.Pages;

/// <summary>A policy in words, for a reader who does not know its format.</summary>
internal static class PolicyTerms
{
    // A policy may name hundreds of hosts; the page stays small.
    private const int MaximumHosts = 20;

    public static string Render(ServedPolicy served, TimeSpan age, bool isOverAge)
    {
        // It was rendered, so it can be read; to keep it beside its text would cost each domain more memory than that.
        var policy = PolicyParser.Parse(served.Text.Span).Value!;
        var terms = new StringBuilder("<dl>\n");
        AddTerm("Mode", $"<code>{policy.Mode.ToText()}</code>");
        if (policy.Mode != PolicyMode.None)
        {
            AddTerm(policy.Mx.Length == 1 ? "Mail host" : "Mail hosts", RenderHosts(policy));
        }

        AddTerm("Senders may keep it", $"for {DurationWords.Format(policy.MaxAge)}");
        if (served.Since is { } since)
        {
            AddTerm("Unchanged since", string.Create(CultureInfo.InvariantCulture, $"{since.UtcDateTime:d MMMM yyyy, HH:mm} UTC"));
        }

        var read = age < TimeSpan.FromMinutes(1) ? "less than a minute ago" : $"{DurationWords.Format((long)age.TotalMinutes * 60)} ago";
        AddTerm("Last read", isOverAge ? $"{read}; since then it could not be read again" : read);
        return terms.Append("</dl>\n<p><a href=\"/.well-known/mta-sts.txt\">The policy as mail servers read it</a></p>").ToString();

        void AddTerm(string name, string description) =>
            terms.Append(CultureInfo.InvariantCulture, $"<div><dt>{name}</dt><dd>{description}</dd></div>\n");
    }

    private static string RenderHosts(Policy policy)
    {
        var more = policy.Mx.Length - MaximumHosts;
        var hosts = policy.Mx.Take(MaximumHosts).Select(pattern => pattern.IsWildcard
            ? $"<li><code>{pattern}</code> <small>each host one level below {pattern.Name}</small></li>"
            : $"<li><code>{pattern}</code></li>");
        return $"<ul>{string.Concat(hosts)}</ul>{(more > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {more} more") : "")}";
    }
}
