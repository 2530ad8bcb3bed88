namespace MtaSts.Functions.Tests.Pipelines;

/// <summary>A program on PATH that writes its arguments down and plays the answers it was given.</summary>
internal sealed class FakeProgram
{
    private readonly string directory;
    private readonly string name;
    private readonly List<string> patterns = [];

    public FakeProgram(string directory, string name)
    {
        this.directory = directory;
        this.name = name;
        Write();
    }

    /// <summary>The calls so far, each a line of its arguments.</summary>
    public IReadOnlyList<string> Calls => File.Exists(In("calls")) ? File.ReadAllLines(In("calls")) : [];

    /// <summary>
    /// What it answers calls whose arguments fit a pattern of the shell; of several answers to one pattern each once, and then the last.
    /// </summary>
    public FakeProgram Answer(string pattern, string output = "", int exitCode = 0, string errors = "", string? script = null)
    {
        if (!patterns.Contains(pattern))
        {
            patterns.Add(pattern);
        }

        var index = patterns.IndexOf(pattern);
        var count = Directory.GetFiles(directory, $"{name}.{index}.*.out").Length + 1;
        File.WriteAllText(In($"{index}.{count}.out"), output);
        File.WriteAllText(In($"{index}.{count}.err"), errors);
        File.WriteAllText(In($"{index}.{count}.exit"), $"{exitCode}");
        File.WriteAllText(In($"{index}.{count}.sh"), script ?? "");
        Write();
        return this;
    }

    private string In(string file) => Path.Combine(directory, $"{name}.{file}");

    private void Write()
    {
        var cases = patterns.Select((pattern, index) => $"  {pattern.Replace(" ", "\\ ", Ordinal)}) play {index} ;;");
        var path = Path.Combine(directory, name);
        File.WriteAllText(path, $$"""
            #!/usr/bin/env bash
            base='{{In("")}}'
            printf '%s\n' "$*" >>"${base}calls"
            play() {
              n=$(($(cat "$base$1.n" 2>/dev/null || echo 0) + 1))
              [[ -f $base$1.$n.out ]] || n=$((n - 1))
              echo "$n" >"$base$1.n"
              source "$base$1.$n.sh"
              cat "$base$1.$n.out"
              cat "$base$1.$n.err" >&2
              exit "$(cat "$base$1.$n.exit")"
            }
            arguments=("$@")
            case "$*" in
            {{string.Join('\n', cases)}}
              *) echo "{{name}}: no answer for: $*" >&2; exit 97 ;;
            esac

            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
