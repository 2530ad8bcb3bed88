# Completes mta-sts in PowerShell by what the tool itself says. In $PROFILE: mta-sts completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName mta-sts -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # The line up to the cursor, without the tool's own name; blanks at its end are no part of what PowerShell hands over.
    $length = $cursorPosition - $commandAst.Extent.StartOffset
    $line = $commandAst.Extent.Text.PadRight($length).Substring(0, $length)
    $line = $line.Substring($commandAst.CommandElements[0].Extent.Text.Length).TrimStart()

    # Without an answer PowerShell offers names of files.
    mta-sts "[suggest:$($line.Length)]" $line 2>$null | ForEach-Object {
        $text = if ($_ -match '[^\w.-]') { "'" + $_.Replace("'", "''") + "'" } else { $_ }
        [System.Management.Automation.CompletionResult]::new($text, $_, 'ParameterValue', $_)
    }
}
