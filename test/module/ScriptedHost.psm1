<#
A host at which a scripted person sits: answers prompts from a list and writes down what was asked and warned of.
#>
using namespace System.Collections.Generic
using namespace System.Collections.ObjectModel
using namespace System.Management.Automation
using namespace System.Management.Automation.Host

# Its methods run in whichever runspace asks: in that of the test they would wait for the test itself.
[NoRunspaceAffinity()]
class ScriptedInterface : PSHostUserInterface {
    [Queue[string]]$Answer = [Queue[string]]::new()
    [List[string]]$Asked = [List[string]]::new()
    [List[string]]$Warned = [List[string]]::new()
    [List[string]]$Shown = [List[string]]::new()
    [string]$CloudUri
    hidden [string]$Line = ''

    [string]Next([string]$question) {
        $this.Asked.Add($question.Trim())
        $this.Line = ''
        if ($this.Answer.Count -eq 0) { return '' }
        $text = $this.Answer.Dequeue()
        if ($text -ne 'the code of the mail') { return $text }
        $client = [Net.Http.HttpClient]::new()
        $client.DefaultRequestHeaders.Accept.ParseAdd('application/json')
        $found = [regex]::Matches($client.GetStringAsync($this.CloudUri + '/mailbox').Result, 'Authentication Code: ([0-9A-Z]+)')
        $client.Dispose()
        return $found[$found.Count - 1].Groups[1].Value
    }
    [string]ReadLine() { return $this.Next($this.Line) }
    [securestring]ReadLineAsSecureString() {
        $secret = [securestring]::new()
        foreach ($character in $this.Next($this.Line).ToCharArray()) { $secret.AppendChar($character) }
        return $secret
    }
    [int]PromptForChoice([string]$caption, [string]$message, [Collection[ChoiceDescription]]$choices, [int]$default) {
        $this.Shown.Add($message)
        if ($this.Next($caption) -eq 'y') { return 0 }
        return 2
    }
    [Dictionary[string, psobject]]Prompt([string]$caption, [string]$message, [Collection[FieldDescription]]$fields) { throw [NotSupportedException]::new($caption) }
    [pscredential]PromptForCredential([string]$caption, [string]$message, [string]$name, [string]$target) { throw [NotSupportedException]::new($caption) }
    [pscredential]PromptForCredential([string]$caption, [string]$message, [string]$name, [string]$target, [PSCredentialTypes]$types, [PSCredentialUIOptions]$options) { throw [NotSupportedException]::new($caption) }
    [PSHostRawUserInterface]get_RawUI() { return $null }
    [void]Write([string]$value) { $this.Line += $value }
    [void]Write([ConsoleColor]$foreground, [ConsoleColor]$background, [string]$value) { $this.Line += $value }
    [void]WriteLine([string]$value) { $this.Shown.Add($value); $this.Line = '' }
    [void]WriteErrorLine([string]$value) { $this.Line = '' }
    [void]WriteDebugLine([string]$message) { $this.Line = '' }
    [void]WriteVerboseLine([string]$message) { $this.Line = '' }
    [void]WriteWarningLine([string]$message) { $this.Warned.Add($message) }
    [void]WriteProgress([long]$source, [ProgressRecord]$record) { $this.Line = '' }
}

[NoRunspaceAffinity()]
class ScriptedHost : PSHost {
    [ScriptedInterface]$Interface = [ScriptedInterface]::new()
    hidden [guid]$Id = [guid]::NewGuid()
    [string]get_Name() { return 'Scripted Host' }
    [version]get_Version() { return [version]'1.0' }
    [guid]get_InstanceId() { return $this.Id }
    [PSHostUserInterface]get_UI() { return $this.Interface }
    [Globalization.CultureInfo]get_CurrentCulture() { return [Globalization.CultureInfo]::GetCultureInfo('de-DE') }
    [Globalization.CultureInfo]get_CurrentUICulture() { return [Globalization.CultureInfo]::GetCultureInfo('en-US') }
    [void]SetShouldExit([int]$code) { throw [NotSupportedException]::new("exit $code") }
    [void]EnterNestedPrompt() { throw [NotSupportedException]::new('nested prompt') }
    [void]ExitNestedPrompt() { throw [NotSupportedException]::new('nested prompt') }
    [void]NotifyBeginApplication() { return }
    [void]NotifyEndApplication() { return }
}

# Runs a script in a runspace whose host is a scripted person. Emits Output, Error (the first), Asked, Warned and Shown (plans). A person with no more answers presses Enter. German culture, as a German admin has it.
function Invoke-WithPerson {
    param([Parameter(Mandatory = $true)][string]$Script, [string[]]$Answer = @(), [psobject]$Connection, [string]$CloudUri)
    $person = [ScriptedHost]::new()
    $person.Interface.CloudUri = $CloudUri
    foreach ($one in $Answer) { $person.Interface.Answer.Enqueue($one) }
    $runspace = [runspacefactory]::CreateRunspace($person)
    $runspace.Open()
    $shell = [powershell]::Create($runspace)
    $fault = $null
    $output = @()
    try {
        $module = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '../../scripts/VenueControl'))
        [void]$shell.AddScript("`$ErrorActionPreference = 'Stop'; `$ProgressPreference = 'SilentlyContinue'; Import-Module '$module'; $Script").AddArgument($Connection)
        try { $output = @($shell.Invoke()) }
        catch { $fault = $_.Exception.InnerException.ErrorRecord }
    }
    finally {
        $shell.Dispose()
        $runspace.Dispose()
    }
    [pscustomobject]@{ Output = $output; Error = $fault; Asked = @($person.Interface.Asked); Warned = @($person.Interface.Warned); Shown = @($person.Interface.Shown) }
}

Export-ModuleMember -Function Invoke-WithPerson
