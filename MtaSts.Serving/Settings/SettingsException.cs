namespace MtaSts.Serving.Settings;

/// <summary>The app cannot start with its settings; the message says which, and what to write instead.</summary>
internal sealed class SettingsException(string message) : Exception(message);
