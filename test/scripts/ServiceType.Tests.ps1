#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# The service itself is proved by `npm run prove -- windows`; .NET Framework isn't there either: what it lacks is an assembly found by a part of its name.
Describe "The type of the control plane's service" {
    BeforeAll { . (Join-Path $PSScriptRoot '../../scripts/installation/ServiceType.ps1') }

    It "finds .NET's base class once its assembly is loaded, also where no part of a name finds it" {
        Add-Type -AssemblyName System.ServiceProcess.ServiceController
        Mock Add-Type { }
        (Get-ServiceBase -Assembly 'Not.Found.By.Name').FullName | Should -Be System.ServiceProcess.ServiceBase
        Should -Invoke Add-Type -Times 1 -Exactly -ParameterFilter { "$AssemblyName" -eq 'Not.Found.By.Name' }
    }
}
