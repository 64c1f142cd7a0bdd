function Exit-LiveCall {
    <#
    .SYNOPSIS
    Takes an ended call, or one that was never asked for, off the desk, and gives its runspace back.
    .DESCRIPTION
    A runspace that a fresh call had, or whose call was stopped in the middle of something, is not used again.
    .PARAMETER Desk
    The host's state.
    .PARAMETER Call
    The ended call.
    .EXAMPLE
    Exit-LiveCall -Desk $desk -Call $call
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][hashtable]$Desk, [Parameter(Mandatory = $true)][hashtable]$Call)
    try {
        if ($Call.Id -and -not $Call.Reported) {
            try { Complete-ScriptCall -Call $Call }
            catch { Deny-ScriptCall -Desk $Desk -Id $Call.Id -Code FAILED -Message 'The script failed, and its error cannot be read.' }
        }
    }
    finally {
        # Also when no one hears it any more: the end of the host waits until nothing is live.
        $isOpen = $Call.Id -and $Call.Place.Runspace.RunspaceStateInfo.State -eq [Management.Automation.Runspaces.RunspaceState]::Opened
        $isReusable = -not $Call.Fresh -and -not $Call.Stopping -and ($isOpen -or -not $Call.Id)
        [Threading.Monitor]::Enter($Desk.Live)
        try {
            [void]$Desk.Live.Remove($Call)
            if ($isReusable -and $null -ne $Call.Place) { $Desk.Free.Enqueue($Call.Place) }
            elseif ($null -ne $Call.Place) { Close-CallRunspace -Desk $Desk -Place $Call.Place }
        }
        finally { [Threading.Monitor]::Exit($Desk.Live) }
        # Last: no one checks it any more.
        $Call.Shell.Dispose()
    }
}

function Complete-ScriptCall {
    <#
    .SYNOPSIS
    Says how an ended call ended, from the pipeline's own state.
    .DESCRIPTION
    Stop doesn't always throw inside the script: a stopped call would look completed if only the script were asked.
    .PARAMETER Call
    A call that is over, and that isn't Reported.
    .EXAMPLE
    Complete-ScriptCall -Call $call
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Mandatory = $true)][hashtable]$Call)
    Send-CallProgress -Call $Call
    $info = $Call.Shell.InvocationStateInfo
    if ($Call.Ended -and $null -eq $Call.Problem -and $Call.ExitCode -eq 0 -and "$($info.State)" -eq 'Completed') {
        $Call.Writer.WriteLine('{"t":"done","id":"' + $Call.Id + '","ok":true,"n":' + $Call.Count + ',"exit":0}')
        return
    }
    $frame = @{ t = 'done'; id = $Call.Id; ok = $false; n = $Call.Count; exit = $Call.ExitCode }
    if ($Call.TooLarge) { $frame.code = 'OUTPUT_TOO_LARGE' }
    elseif (($Call.Stopping -and -not $Call.Ended) -or "$($info.State)" -eq 'Stopped') { $frame.code = 'CANCELLED' }
    elseif ("$($info.State)" -eq 'Failed') {
        $frame.code = 'FAILED'
        $frame.e = @{ message = "$($info.Reason.Message)"; type = $info.Reason.GetType().FullName }
    }
    elseif ($null -ne $Call.Problem) {
        $frame.code = Get-ProblemCode -ErrorRecord $Call.Problem -File $Call.File
        $frame.e = ConvertTo-ErrorDetail -ErrorRecord $Call.Problem
    }
    elseif (-not $Call.Ended) {
        $frame.code = 'FAILED'
        $frame.e = @{ message = 'The script left through a break or continue outside a loop.' }
    }
    else {
        $frame.code = 'FAILED'
        $frame.e = @{ message = "The script ended with exit code $($Call.ExitCode)." }
    }
    $Call.Writer.WriteLine((ConvertTo-Json -InputObject $frame -Depth 5 -Compress))
}

function Get-ProblemCode {
    <#
    .SYNOPSIS
    Distinguishes a script that failed from one that never began because a parameter didn't bind.
    .DESCRIPTION
    Answers BAD_PARAMETER only when the binding of the catalogue script itself failed, not that of a command inside it.
    .PARAMETER ErrorRecord
    What ended the script.
    .PARAMETER File
    The script.
    .EXAMPLE
    Get-ProblemCode -ErrorRecord $_ -File $file
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true)][Management.Automation.ErrorRecord]$ErrorRecord,
        [Parameter(Mandatory = $true)][string]$File
    )
    # The record's own InvocationInfo is rewritten on its way up; the exception remembers whose binding failed. A stack
    # without the script's file says that not one line of it had run.
    if ($ErrorRecord.Exception -isnot [Management.Automation.ParameterBindingException]) { return 'FAILED' }
    $command = $ErrorRecord.Exception.CommandInvocation.MyCommand
    $began = "$($ErrorRecord.ScriptStackTrace)".Contains($File)
    if (-not $began -and $command -is [Management.Automation.ExternalScriptInfo] -and $command.Path -eq $File) { return 'BAD_PARAMETER' }
    'FAILED'
}

function ConvertTo-ErrorDetail {
    <#
    .SYNOPSIS
    Makes of an error record the few texts that a log and a person need.
    .DESCRIPTION
    The stack is the script's own: frames of this host are left out.
    .PARAMETER ErrorRecord
    What ended the script.
    .EXAMPLE
    ConvertTo-ErrorDetail -ErrorRecord $_
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param([Parameter(Mandatory = $true)][Management.Automation.ErrorRecord]$ErrorRecord)
    $message = "$($ErrorRecord.Exception.Message)"
    if ($ErrorRecord.ErrorDetails -and $ErrorRecord.ErrorDetails.Message) { $message = $ErrorRecord.ErrorDetails.Message }
    $stack = @("$($ErrorRecord.ScriptStackTrace)" -split '\r?\n' | Where-Object { $_ -notmatch '^at (Invoke-CatalogueScript|Write-CallOutput|<ScriptBlock>), <No file>' })
    $target = ''
    if ($null -ne $ErrorRecord.TargetObject -and $ErrorRecord.TargetObject -isnot [Security.SecureString]) { $target = "$($ErrorRecord.TargetObject)" }
    $detail = @{
        message = $message; type = $ErrorRecord.Exception.GetType().FullName; fqid = "$($ErrorRecord.FullyQualifiedErrorId)"
        category = "$($ErrorRecord.CategoryInfo.Category)"; target = $target; stack = $stack -join "`n"
        line = [int]$ErrorRecord.InvocationInfo.ScriptLineNumber
    }
    # What the script gave its error besides: whole numbers, so that no text gets around the hiding of secrets.
    $figures = @{}
    foreach ($entry in $ErrorRecord.Exception.Data.GetEnumerator()) {
        if ($entry.Value -is [int] -or $entry.Value -is [long]) { $figures["$($entry.Key)"] = $entry.Value }
    }
    if ($figures.Count -gt 0) { $detail.figures = $figures }
    foreach ($name in 'message', 'target', 'stack') {
        if ($detail[$name].Length -gt 4000) { $detail[$name] = $detail[$name].Substring(0, 4000) }
    }
    $detail
}
