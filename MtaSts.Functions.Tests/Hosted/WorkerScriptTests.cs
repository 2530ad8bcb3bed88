using MtaSts.Cli.Hosted.Workers;
using MtaSts.Cli.Import;

namespace MtaSts.Functions.Tests.Hosted;

public sealed class WorkerScriptTests
{
    private const string Text = "version: STSv1\nmode: testing\nmx: mail.contoso.com\nmax_age: 604800";
    private const string Expected = "contoso.com testing mail.contoso.com 604800";

    [Theory]
    [InlineData("const policies = { \"contoso.com\": POLICY };")]
    [InlineData("const policies = { 'contoso.com': POLICY };\naddEventListener('fetch', event => event.respondWith(answer(event)));")]
    [InlineData("const stsPolicies = {\n  \"mta-sts.contoso.com\":\nPOLICY,\n};")]
    [InlineData("var p = { \"contoso.com\": \"version: STSv1\\nmode: testing\\nmx: mail.contoso.com\\nmax_age: 604800\\n\" };")]
    [InlineData("p({ 'contoso.com': 'version: STSv1\\r\\nmode: testing\\r\\n' + 'mx: mail.contoso.com\\n' + 'max_age: ' + 604800 })")]
    [InlineData(
        "let all = { ['contoso' + '.com']: ['version: STSv1', `mode: testing`, 'mx: mail.contoso.com', 'max_age: 604800'].join('\\n') }")]
    [InlineData("export default { f() { const p = { 'contoso.com': { mode: 'testing', mx: ['mail.contoso.com'], max_age: 604800 } }; } }")]
    [InlineData("const p = { 'contoso.com': { \"mode\": \"testing\", mx: 'mail.contoso.com', maxAge: 604_800 } };")]
    [InlineData("const p = { 'contoso.com': { id: '20240101', policy: POLICY } };")]
    [InlineData("const p = new Map([['contoso.com', POLICY]]);")]
    [InlineData("const text = POLICY; const p = { 'contoso.com': text };")]
    [InlineData(
        "const mode = 'testing', age = 604800; const p = {\n'contoso.com': `version: STSv1\nmode: ${mode}\nmx: mail.contoso.com\nmax_age: "
        + "${age}` };")]
    [InlineData("const p = { 'contoso.com': `\nversion: STSv1\nmode: testing\nmx: mail.contoso.com\nmax_age: 604800\n\n`.trim() };")]
    [InlineData("const p = { 'contoso.com': `\nversion: STSv1\nmode: testing\nmx: mail.contoso.com\nmax_age: 604800\n\n` };")]
    [InlineData("// { 'a.example': `` }\n/* p = {'b.example': 'version: STSv1'} */ const p = { /* a */ 'contoso.com': /* b */ POLICY }")]
    public void A_table_is_read_as_people_write_it(string script) => Assert.Equal(Expected, Read(script));

    [Fact]
    public void Each_domain_knows_its_line()
    {
        var input = Parse($"// policies\nconst p = {{\n  'a.example': `{Text}`,\n  'b.example': `{Text}`,\n}};");

        Assert.Empty(input.Faults);
        Assert.Equal([3, 6 + 1], input.Rows.Values.Select(row => row.Line));
    }

    [Fact]
    public void One_policy_is_for_the_domains_that_are_named()
    {
        var domains = new ImportInput();
        domains.Add(new ImportRow("list", 1, "contoso.com", new PolicyColumns()));
        domains.Add(new ImportRow("list", 2, "fabrikam.com", new PolicyColumns()));
        var input = new ImportInput();

        WorkerScript.Read(
            "worker.js", $"const policy = `{Text}`;\nexport default {{ fetch: () => new Response(policy + '\\n') }};", domains, input);

        Assert.Empty(input.Faults);
        Assert.Equal(["contoso.com", "fabrikam.com"], input.Rows.Values.Select(row => row.Domain));
        Assert.All(input.Rows.Values, row => Assert.Equal("testing", row.Columns.Mode));
    }

    [Theory]
    [InlineData("const p = {\n'contoso.com': `version: STSv1\nmode: ${env.MODE}\nmx: a.example\nmax_age: 86400` };", "MTASTS196", 3,
        "The policy of 'contoso.com' is known only when the script runs: 'env.MODE'.")]
    [InlineData("const p = {\n'a.example': POLICY,\n'contoso.com': makePolicy('enforce') };", "MTASTS196", 6,
        "The policy of 'contoso.com' is known only when the script runs: 'makePolicy('enforce')'.")]
    [InlineData("const p = {\n'a.example': POLICY,\n...others };", "MTASTS196", 6,
        "Which domain this is for is known only when the script runs: '...others'.")]
    [InlineData("const p = { 'contoso.com': {\nmode: 'testing', max_age: 86400,\nmx: hosts } };", "MTASTS196", 3,
        "The policy of 'contoso.com' is known only when the script runs: 'hosts'.")]
    [InlineData("const p = { 'contoso.com': {\nmode: 'enforce', mx: ['a.example'],\nmode: 'testing', max_age: 86400 } };", "MTASTS196", 3,
        "The policy of 'contoso.com' says mode twice: ''testing''.")]
    [InlineData("const p = { 'contoso.com': {\nmode: 'enforce', mx: ['a.example'],\nmax_age: 86400, maxAge: 604800 } };", "MTASTS196", 3,
        "The policy of 'contoso.com' says max_age twice: '604800'.")]
    [InlineData("const p = { 'contoso.com': {\nmode: 'none', max_age: 86400,\n[env.KEY]: 'enforce' } };", "MTASTS196", 3,
        "The policy of 'contoso.com' is known only when the script runs: '[env.KEY]: 'enforce''.")]
    [InlineData("const p = { 'contoso.com': { mode: 'none', max_age: 86400,\npolicy: 'version: STSv1' } };", "MTASTS196", 2,
        "The policy of 'contoso.com' is there twice, as a text and as mode, mx and max_age: ''version: STSv1''.")]
    [InlineData(
        "let mode = 'none';\nmode = 'enforce';\nconst p = { 'contoso.com': `version: STSv1\nmode: ${mode}\nmx: a.example\nmax_age: 1` };",
        "MTASTS196", 4, "The policy of 'contoso.com' is known only when the script runs: 'mode'.")]
    [InlineData("export default { fetch: async (request, env) => new Response(await env.KV.get('policy')) };", "MTASTS197", 0,
        "No policy is written in the script; it may fetch or compute what it serves.")]
    [InlineData("//\nconst policy = POLICY;", "MTASTS198", 2,
        "The script has one policy, and does not say which domains it is for.")]
    [InlineData("const a = POLICY;\nconst b = POLICY + '1';", "MTASTS199", 1,
        "The script has several policies (lines 1, 5), and no table of their domains.")]
    [InlineData("const p: Record<string, string> = {};", "MTASTS195", 1,
        "This is not JavaScript: 'Missing initializer in const declaration'.")]
    [InlineData("const p = { 'contoso.com': `version: STSv1\nmode: Testing\nmx: a.example\nmax_age: 86400` };", "MTASTS115", 2,
        "The policy of 'contoso.com': 'Testing' is not a mode. Did you mean 'testing'?")]
    [InlineData("const p = { 'contoso.com': 'version: STSv1\\nmode: Testing\\nmx: a.example\\nmax_age: 86400' };", "MTASTS115", 1,
        "The policy of 'contoso.com': 'Testing' is not a mode. Did you mean 'testing'?")]
    [InlineData("const p = {\n'contoso.com': { mode: 'Testing', mx: ['a.example'], max_age: 86400 } };", "MTASTS115", 2,
        "The policy of 'contoso.com': 'Testing' is not a mode. Did you mean 'testing'?")]
    [InlineData("const p = { 'a.example': POLICY,\n'mta-sts.a.example': POLICY };", "MTASTS187", 5,
        "The domain a.example is already in line 1.")]
    [InlineData("const p = {\n'bad_.example': POLICY };", "MTASTS186", 2,
        "'bad_.example' is not a domain name: it contains a character other than letters, digits, hyphens and dots.")]
    public void What_cannot_be_taken_over_is_named_with_its_line(string script, string code, int line, string message)
    {
        var fault = Assert.Single(Parse(script).Faults);

        Assert.Equal((code, line, message), (fault.Finding.Code, fault.Finding.Line, fault.Finding.Message));
    }

    [Fact]
    public void What_the_script_serves_to_all_other_domains_is_skipped_by_name()
    {
        var input = Parse($"const p = {{ 'contoso.com': `{Text}`,\ndefault: `{Text}` }};\nconst rest = `{Text}`;");

        Assert.Equal("contoso.com", Assert.Single(input.Rows).Key.Ascii);
        Assert.Equal(["'default'", "the policy in line 9"], input.Skipped.Select(skipped => skipped.Name));
        Assert.Equal(
            "it is not in the table; if the script serves it to any domain, take over what is served with --published",
            input.Skipped[1].Reason);
    }

    [Theory]
    [InlineData("const routes = {\n'/.well-known/mta-sts.txt': POLICY };")]
    [InlineData("const routes = new Map([['/.well-known/mta-sts.txt', POLICY], ['/', 'Nothing here.']]);")]
    public void A_table_by_path_is_no_table_of_domains(string script)
    {
        var domains = new ImportInput();
        domains.Add(new ImportRow("list", 1, "contoso.com", new PolicyColumns()));

        var input = Parse(script, domains);

        Assert.Empty(input.Faults);
        Assert.Equal("testing", Assert.Single(input.Rows).Value.Columns.Mode);
        Assert.Equal("MTASTS198", Assert.Single(Parse(script).Faults).Finding.Code);
    }

    [Theory, InlineData("x.push('mx: b.example');"), InlineData("")]
    public void A_list_that_may_have_changed_under_its_name_is_not_believed(string change) => Assert.Equal(
        "MTASTS196",
        Assert.Single(Parse(
            "const x = ['version: STSv1', 'mode: none', 'max_age: 86400'];" + change
            + "const p = { 'a.example': POLICY, 'b.example': x.join('\\n') };").Faults).Finding.Code);

    [Theory]
    [InlineData("p['a.example'] = 'none';")]
    [InlineData("p['a.example'].mode = 'none';")]
    [InlineData("p['a.example'].mx.push('b.example');")]
    [InlineData("p.set('a.example', 'none');")]
    [InlineData("delete p['a.example'];")]
    [InlineData("Object.assign(p, others);")]
    [InlineData("merge(p, others);")]
    [InlineData("p = await load();")]
    [InlineData("const q = p; q['a.example'] += 'none';")]
    [InlineData("function change(table) {\n table['a.example'] = 'none'; } change(p);", 1)]
    [InlineData("Object.values(p).forEach(each => {\n each.mode = 'none'; });", 1)]
    [InlineData("for (const each of Object.values(p))\n each.mode = 'none';", 1)]
    [InlineData("const find = host => p[host];\nfind(host).mode = 'none';", 1)]
    [InlineData("const policy = p[host];\nexport default policy.replace('testing', env.MODE);", 1)]
    [InlineData("export default p[host] + 'mx: b.example';")]
    [InlineData("export default `${p[host]}${extra}`;")]
    public void A_table_that_the_script_may_change_is_not_believed(string change, int line = 0)
    {
        var fault = Assert.Single(Parse($"let p = {{ 'a.example': POLICY }};\n{change}").Faults);

        Assert.Equal(("MTASTS196", 5 + line), (fault.Finding.Code, fault.Finding.Line));
        Assert.StartsWith(
            "The script may serve something else than the policies that are written in it: '", fault.Finding.Message, Ordinal);
        Assert.Equal("Take over what the hosts of the domains serve instead: mta-sts import --published.", fault.Finding.Advice);
    }

    [Theory]
    [InlineData("const policy = p[host]; export default { f: () => new Response(policy + '\\n', { headers: { a: 'b' } }) };")]
    [InlineData("const answer = new Response(p[host] ?? 'Nothing here.'); answer.headers.set('content-type', 'text/plain');")]
    [InlineData("const url = new URL(request.url); url.protocol = 'https:'; const policy = p[url.hostname.replace('mta-sts.', '')];")]
    [InlineData("if (p.has(host) && Object.keys(p).includes(host)) { respond(`${p.get(host)}\n`.replace(/\\r?\\n/g, '\\r\\n')); }")]
    [InlineData("function respond(text) { return new Response(text.trim()); } const r = respond(p[host]); r.headers.set('a', 'b');")]
    [InlineData("let policy = p[host]; if (!policy) { policy = null; } for (const [name, text] of Object.entries(p)) console.log(name);")]
    public void A_table_that_is_only_read_is_believed(string use)
    {
        var input = Parse($"const p = {{ 'a.example': POLICY }};\n{use}");

        Assert.Empty(input.Faults);
        Assert.Equal("a.example", Assert.Single(input.Rows).Key.Ascii);
    }

    [Theory, InlineData("", 0), InlineData("p[host].mx.push('b.example');", 1)]
    public void Terms_may_be_put_together_as_they_are_served_and_not_be_changed(string change, int count)
    {
        var input = Parse(
            "const p = { 'a.example': { mode: 'testing', mx: ['mx.a.example'], max_age: 604800 } };"
            + "function render(terms) { return ['version: STSv1', `mode: ${terms.mode}`, ...terms.mx.map(mx => 'mx: ' + mx), "
            + "`max_age: ${terms.max_age}`].join('\\n'); } export default { f: host => new Response(render(p[host])) };" + change);

        Assert.Equal("testing", Assert.Single(input.Rows).Value.Columns.Mode);
        Assert.Equal(count, input.Faults.Total);
    }

    [Theory]
    [InlineData("const policy = POLICY;\nexport default policy.replace('testing', env.MODE);", "'policy.replace('testing', env.MODE)'")]
    [InlineData("//\n\n\n\nexport default { f: () => new Response(POLICY.replace('testing', env.MODE)) };",
        "'`version: STSv1 mode: testing mx: mail.contoso.com max_age: 604800`.replace('tes…'")]
    public void A_policy_that_the_script_may_change_is_not_believed(string script, string place)
    {
        var domains = new ImportInput();
        domains.Add(new ImportRow("list", 1, "contoso.com", new PolicyColumns()));

        var fault = Assert.Single(Parse(script, domains).Faults);

        Assert.Equal(
            ("MTASTS196", 5, $"The script may serve something else than the policies that are written in it: {place}."),
            (fault.Finding.Code, fault.Finding.Line, fault.Finding.Message));
    }

    [Fact]
    public void A_name_that_stands_for_different_things_is_not_believed() => Assert.Equal(
        "MTASTS196",
        Assert.Single(Parse(
            "const mode = 'none'; function f(mode) { return { 'a.example': `version: STSv1\nmode: ${mode}\nmax_age: 86400` }; }").Faults)
            .Finding.Code);

    private static ImportInput Parse(string script, ImportInput? domains = null)
    {
        var input = new ImportInput();
        WorkerScript.Read("worker.js", script.Replace("POLICY", $"`{Text}`", Ordinal), domains, input);
        return input;
    }

    private static string Read(string script)
    {
        var input = Parse(script);
        Assert.Empty(input.Faults);
        var row = Assert.Single(input.Rows);
        return $"{row.Key} {row.Value.Columns.Mode} {row.Value.Columns.Mx} {row.Value.Columns.MaxAge}";
    }
}
