#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '6.0' }

# The service itself is proved by `npm run prove -- windows`; .NET Framework isn't there either: what it lacks is an assembly found by a part of its name.
Describe "The type of the control plane's service" -Tag Nightly {
    BeforeAll { . (Join-Path $PSScriptRoot '../../../scripts/installation/ServiceType.ps1') }

    It "finds .NET's base class once its assembly is loaded, also where no part of a name finds it" {
        Add-Type -AssemblyName System.ServiceProcess.ServiceController
        Mock Add-Type { }
        (Get-ServiceBase -Assembly 'Not.Found.By.Name').FullName | Should -Be System.ServiceProcess.ServiceBase
        Should -Invoke Add-Type -Times 1 -Exactly -ParameterFilter { "$AssemblyName" -eq 'Not.Found.By.Name' }
    }

    Context 'over a stand-in for the base class, whose fields and methods are those of .NET' {
        BeforeAll {
            Add-Type -TypeDefinition @'
public class StandInService {
    private int _acceptedCommands = 5;
    public int Accepted { get { return _acceptedCommands; } }
    public int Stopped; public int Waited;
    public static void Run(StandInService one) { }
    public void Stop() { Stopped++; }
    public void RequestAdditionalTime(int ms) { Waited += ms; }
    public void Control(int command) { OnCustomCommand(command); }
    protected virtual void OnStart(string[] args) { }
    protected virtual void OnStop() { }
    protected virtual void OnShutdown() { }
    protected virtual void OnCustomCommand(int command) { }
}
'@
            Mock Get-ServiceBase { [StandInService] }
            $service = (New-ServiceType -StartMs 1 -StopMs 1)::new()
        }

        It 'listens for a restart of Windows, beside what it listened for, and stops then and at no other control' {
            Enable-Preshutdown -Service $service
            $service.Accepted | Should -Be (5 -bor 0x100)
            foreach ($control in 5, 14, 16, 128) { $service.Control($control) }
            $service.Stopped | Should -Be 0
            $service.Control(15)
            $service.Stopped | Should -Be 1
        }
    }
}
