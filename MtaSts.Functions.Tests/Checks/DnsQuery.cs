namespace MtaSts.Functions.Tests.Checks;

/// <summary>A question as it came to a <see cref="DnsServer"/>.</summary>
/// <param name="Message">The whole message.</param>
/// <param name="Name">The name, without the trailing dot.</param>
/// <param name="Type">The type of record.</param>
/// <param name="QuestionEnd">Where the question ends in the message.</param>
/// <param name="IsTcp">Whether it came over TCP.</param>
internal sealed record DnsQuery(byte[] Message, string Name, int Type, int QuestionEnd, bool IsTcp);
