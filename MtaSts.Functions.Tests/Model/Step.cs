using static System.FormattableString;

namespace MtaSts.Functions.Tests.Model;

/// <summary>A step of a walk: some time passes, then the operator does something, or something breaks.</summary>
/// <param name="Act">Its name, of <see cref="Acts"/>.</param>
/// <param name="Seed">All chance in the step, so that it stays the same when others are left out.</param>
internal sealed record Step(string Act, TimeSpan Delay, int Seed)
{
    public override string ToString() => Invariant($"{Delay:d\\.hh\\:mm\\:ss} {Act} ({Seed})");
}
