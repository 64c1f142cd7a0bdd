<#
What the server prints, read as it comes and never kept whole: lines of its standard output, and the end of its standard error. Nothing here waits.
#>

$script:LongestLine = 4000
# What is read in one go: a server that floods us keeps no one from checking whether it is to stop.
$script:MostReads = 64

function New-ServerOutput([IO.TextReader]$Reader) {
    $buffer = New-Object char[] 4096
    @{ Reader = $Reader; Buffer = $buffer; Read = $Reader.ReadAsync($buffer, 0, $buffer.Length); Text = ''; IsCut = $false; HasMore = $false; IsOver = $false }
}

# What has come since, as text; empty where nothing has. HasMore: there was something, and more may be there by now.
function Read-ServerOutput([hashtable]$Output) {
    $new = New-Object Text.StringBuilder
    for ($reads = 0; $reads -lt $script:MostReads -and -not $Output.IsOver -and $Output.Read.IsCompleted; $reads++) {
        # A pipe that broke is over too.
        $count = if ($Output.Read.Status -eq 'RanToCompletion') { $Output.Read.Result } else { 0 }
        if ($count -eq 0) { $Output.IsOver = $true; break }
        [void]$new.Append($Output.Buffer, 0, $count)
        $Output.Read = $Output.Reader.ReadAsync($Output.Buffer, 0, $Output.Buffer.Length)
    }
    $Output.HasMore = $reads -gt 0 -and -not $Output.IsOver
    $new.ToString()
}

# Lines that are whole; of one that is too long, its beginning.
function Read-ServerLine([hashtable]$Output) {
    $Output.Text += Read-ServerOutput -Output $Output
    $parts = $Output.Text -split '\r?\n'
    $Output.Text = Get-Beginning -Text $parts[-1]
    for ($index = 0; $index -lt $parts.Count - 1; $index++) { Get-Beginning -Text $parts[$index] }
}

# The last that it said: why it ended is there.
function Read-ServerTail([hashtable]$Output) {
    $whole = $Output.Text + (Read-ServerOutput -Output $Output)
    $from = [Math]::Max(0, $whole.Length - $script:LongestLine)
    if ($from -gt 0) { $Output.IsCut = $whole[$from - 1] -ne "`n" }
    $Output.Text = $whole.Substring($from)
    $Output.Text
}

# Of that, lines that are whole: the rest of one could be a line of the log, and doesn't look like one.
function Get-WholeLine([hashtable]$Output) {
    if (-not $Output.IsCut) { return $Output.Text }
    $end = $Output.Text.IndexOf("`n")
    if ($end -ge 0) { $Output.Text.Substring($end + 1) }
}

# Why it ended: all that is left of it for service.log, which is closed, and of that whole lines for the event log.
function Get-EndReason([hashtable]$Output, [int]$Code) {
    $ended = "The server ended with $Code."
    @{ Log = "$ended $($Output.Text)".Trim(); Event = "$ended $(Get-WholeLine -Output $Output)".Trim() }
}

function Get-Beginning([string]$Text) {
    if ($Text.Length -gt $script:LongestLine) { return $Text.Substring(0, $script:LongestLine) }
    $Text
}
