function Invoke-CatalogueScript {
    <#
    .SYNOPSIS
    Runs one catalogue script inside a call's runspace, which has this as a function.
    .DESCRIPTION
    What it emits goes into frames while it emits it (scripts/assembly/ScriptCall.cs). How it ended is left in the call as Problem, ExitCode and IsEnded: a
    pipeline that was stopped doesn't come back here.
    .PARAMETER Call
    The call.
    .PARAMETER Command
    The script, found and parsed.
    .PARAMETER Arguments
    Its parameters, by name.
    .EXAMPLE
    Invoke-CatalogueScript -Call $call -Command $command -Arguments @{}
    #>
    param([object]$Call, [object]$Command, [hashtable]$Arguments)
    if (-not $Call.Begin()) { return }
    # Requests to the cloud carry it. By a method: a cmdlet costs more.
    $ExecutionContext.SessionState.PSVariable.Set('global:VenueControlTrace', $Call.Trace)
    # The loop catches a stray break or continue of the script, which would otherwise leave this function unseen.
    do {
        try {
            & $Command @Arguments *>&1 | Write-CallOutput -Call $Call
            if (-not $? -and $global:LASTEXITCODE -ne 0) { $Call.ExitCode = $global:LASTEXITCODE }
            $Call.IsEnded = $true
        }
        catch {
            $Call.Problem = $_
            $Call.IsEnded = $true
        }
    } while ($false)
}
