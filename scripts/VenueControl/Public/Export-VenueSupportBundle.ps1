function Export-VenueSupportBundle {
    <#
    .SYNOPSIS
    Exports what support needs into one zip file, without secrets and without names of clerks.
    .DESCRIPTION
    The file contains status, doctor, settings, operations, audit, timeline, log and event log. The server makes it also while a database or PowerShell is away; what is missing is a warning. The server keeps a copy for seven days. The audit records it.
    Needs SUPPORT_BUNDLE, a permission of the control plane: swiftpos has none of that name. It takes up to some minutes.
    .PARAMETER Path
    The file; must not exist. Default: the name that the server gives it, in the current folder.
    .PARAMETER Since
    Begin of what it contains, within the last 30 days; default: two days ago.
    .PARAMETER OperationId
    Also this operation, however old it is.
    .PARAMETER Connection
    The connection to use; default: the connection of this runspace from Connect-VenueControl.
    .EXAMPLE
    Export-VenueSupportBundle -Path D:\support.zip

    Writes the file, with the last two days.
    .EXAMPLE
    Get-VenueOperation -State FAILED -First 1 | Export-VenueSupportBundle

    Writes a file with the last failed operation.
    .INPUTS
    Operations from Get-VenueOperation.
    .OUTPUTS
    VenueControl.SupportBundle: Path, CreatedAt, Size, File (on the server) and Missing.
    .LINK
    Get-VenueTimeline
    .LINK
    Test-VenueHealth
    #>
    [CmdletBinding(HelpUri = 'http://127.0.0.1:4280/help/powershell-module', SupportsShouldProcess = $true, ConfirmImpact = 'Low', PositionalBinding = $false)]
    [OutputType('VenueControl.SupportBundle')]
    param(
        [Parameter(Position = 0)][ValidateNotNullOrEmpty()][string]$Path,
        [ValidateNotNullOrEmpty()][object]$Since,
        [Parameter(ValueFromPipelineByPropertyName = $true)][Alias('Id')][ValidateNotNullOrEmpty()][string]$OperationId,
        [ValidateNotNull()][psobject]$Connection
    )
    begin { Copy-VenuePreference -Cmdlet $PSCmdlet }
    process {
        try {
            $file = $null
            if ($Path) {
                $file = Resolve-VenuePath -Cmdlet $PSCmdlet -Path $Path
                if (Test-Path -LiteralPath $file) { throw (New-VenueErrorRecord -Code BAD_USER_INPUT -Message "The file $file already exists." -Remedy 'Choose a name that does not exist.') }
            }
            $variable = @{}
            if ($PSBoundParameters.ContainsKey('Since')) { $variable['since'] = ConvertTo-VenueTime -Name Since -Value $Since }
            if ($OperationId) { $variable['operationId'] = $OperationId }
            $request = @{ Connection = $Connection; Query = $script:Document.CreateSupportBundle; Variable = $variable }
            if (-not (Confirm-VenueChange -Cmdlet $PSCmdlet -Plan 'Export a support bundle' -Caption 'Export a support bundle' @request)) { return }
            $made = (Invoke-VenueDocument -TimeoutSeconds 600 @request).result
            if (-not $file) { $file = Resolve-VenuePath -Cmdlet $PSCmdlet -Path ([IO.Path]::GetFileName($made.name)) }
            if (-not $made.content) { throw (New-VenueErrorRecord -Code FILE_NOT_WRITTEN -Message "The support bundle has $($made.size) bytes, which is too large to be sent." -Remedy "Copy it on the server: $($made.file)") }
            Write-VenueFile -Path $file -Content $made.content
            foreach ($part in $made.missing) { $PSCmdlet.WriteWarning("$($part.file): $($part.reason)") }
            $bundle = ConvertTo-VenueObject -InputObject ([pscustomobject]@{ path = $file; createdAt = $made.createdAt; size = $made.size; file = $made.file; missing = @($made.missing) }) -TypeName SupportBundle
        }
        catch { Write-VenueFailure -Cmdlet $PSCmdlet -ErrorRecord $_ -TargetObject $Path; return }
        $bundle
    }
}
