namespace MtaSts.Functions.Tests.Model;

/// <summary>What must never happen, has.</summary>
internal sealed class MailLostException(string message) : Exception(message);
