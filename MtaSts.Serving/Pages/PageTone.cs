namespace MtaSts.Serving.Pages;

/// <summary>The colour of what a page says first.</summary>
internal enum PageTone
{
    Neutral,
    Good,
    Warning,
}
