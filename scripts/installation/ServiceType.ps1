<#
A Windows service made in memory: no compiler, and no program of a third that would have to be kept and signed. Windows calls it on threads of its
own, where PowerShell can't run: what is called there only sets and awaits events, and the script on its own thread does the rest.
#>

# .NET's base class of services: in 7 and in 5.1 another assembly.
function Get-ServiceBase([string]$Assembly = $(if ($PSVersionTable.PSEdition -eq 'Core') { 'System.ServiceProcess.ServiceController' } else { 'System.ServiceProcess' })) {
    Add-Type -AssemblyName $Assembly
    # Not by its assembly's name, of which .NET Framework needs the whole.
    'System.ServiceProcess.ServiceBase' -as [type]
}

<#
A type that is a service: OnStart sets Begun and awaits Ready, and fails the start where Failed is set then; OnStop and OnShutdown set Stopping and
await Ended; each StartMs and StopMs at most, which Windows is given. Enable-Preshutdown has Windows announce a restart before other services are notified,
and waited for. Serve gives the calling thread to Windows until the service has stopped.
#>
function New-ServiceType([int]$StartMs, [int]$StopMs) {
    $base = Get-ServiceBase
    $name = New-Object Reflection.AssemblyName VenueControlService
    $type = [Reflection.Emit.AssemblyBuilder]::DefineDynamicAssembly($name, [Reflection.Emit.AssemblyBuilderAccess]::Run).DefineDynamicModule('VenueControlService').DefineType('VenueControlService', [Reflection.TypeAttributes]'Public, Class', $base)
    $event = [Threading.ManualResetEvent]
    $fields = @{}
    foreach ($field in 'Begun', 'Ready', 'Stopping', 'Ended') { $fields[$field] = $type.DefineField($field, $event, [Reflection.FieldAttributes]::Public) }
    $fields.Failed = $type.DefineField('Failed', [bool], [Reflection.FieldAttributes]::Public)
    Add-EventMethod -Type $type -Base $base -Name OnStart -Parameter ([Type[]]@([string[]])) -Set $fields.Begun -Await $fields.Ready -Milliseconds $StartMs -Failed $fields.Failed
    Add-EventMethod -Type $type -Base $base -Name OnStop -Parameter ([Type]::EmptyTypes) -Set $fields.Stopping -Await $fields.Ended -Milliseconds $StopMs
    Add-EventMethod -Type $type -Base $base -Name OnShutdown -Parameter ([Type]::EmptyTypes) -Set $fields.Stopping -Await $fields.Ended -Milliseconds $StopMs
    Add-PreshutdownMethod -Type $type -Base $base
    Add-ServeMethod -Type $type -Base $base
    [void]$type.CreateType()
    $type.Assembly.GetType('VenueControlService')
}

<#
At a restart, Windows notifies services that listen for it first, and waits for them as their registration says; the others have seconds. .NET's class
knows nothing of that control (15, and 0x100 among those that are accepted): what it accepts is a field of its own, by one name in 7 and another in 5.1.
Where neither is there, Windows only says that it shuts down, as to most.
#>
function Get-AcceptedField([Type]$Base) {
    foreach ($name in '_acceptedCommands', 'acceptedCommands') {
        $field = $Base.GetField($name, [Reflection.BindingFlags]'Instance, NonPublic')
        if ($field) { return $field }
    }
}

function Enable-Preshutdown([object]$Service) {
    $field = Get-AcceptedField -Base $Service.GetType().BaseType
    if ($field) { $field.SetValue($Service, [int]$field.GetValue($Service) -bor 0x100) }
}

# void OnCustomCommand(int command) { if (command == 15) this.Stop(); }
function Add-PreshutdownMethod([object]$Type, [Type]$Base) {
    $op = [Reflection.Emit.OpCodes]
    $code = $Type.DefineMethod('OnCustomCommand', [Reflection.MethodAttributes]'Family, Virtual, HideBySig, ReuseSlot', [void], [Type[]]@([int])).GetILGenerator()
    $other = $code.DefineLabel()
    $code.Emit($op::Ldarg_1)
    $code.Emit($op::Ldc_I4, 15)
    $code.Emit($op::Bne_Un, $other)
    $code.Emit($op::Ldarg_0)
    $code.Emit($op::Call, $Base.GetMethod('Stop', [Type]::EmptyTypes))
    $code.MarkLabel($other)
    $code.Emit($op::Ret)
}

# try { ServiceBase.Run(this); } catch (Exception) { } : Run throws again what failed the start, of which Windows knows already.
function Add-ServeMethod([object]$Type, [Type]$Base) {
    $op = [Reflection.Emit.OpCodes]
    $code = $Type.DefineMethod('Serve', [Reflection.MethodAttributes]::Public, [void], [Type]::EmptyTypes).GetILGenerator()
    [void]$code.BeginExceptionBlock()
    $code.Emit($op::Ldarg_0)
    $code.Emit($op::Call, $Base.GetMethod('Run', [Type[]]@($Base)))
    $code.BeginCatchBlock([Exception])
    $code.Emit($op::Pop)
    $code.EndExceptionBlock()
    $code.Emit($op::Ret)
}

# this.RequestAdditionalTime(ms); this.set.Set(); this.await.WaitOne(ms); if (this.failed) throw new InvalidOperationException();
function Add-EventMethod([object]$Type, [Type]$Base, [string]$Name, [Type[]]$Parameter, [object]$Set, [object]$Await, [int]$Milliseconds, [object]$Failed) {
    $event = [Threading.ManualResetEvent]
    $op = [Reflection.Emit.OpCodes]
    $code = $Type.DefineMethod($Name, [Reflection.MethodAttributes]'Family, Virtual, HideBySig, ReuseSlot', [void], $Parameter).GetILGenerator()
    if ($Name -ne 'OnShutdown') {
        # At a shutdown Windows asks no one how long.
        $code.Emit($op::Ldarg_0)
        $code.Emit($op::Ldc_I4, $Milliseconds)
        $code.Emit($op::Call, $Base.GetMethod('RequestAdditionalTime', [Type[]]@([int])))
    }
    $code.Emit($op::Ldarg_0)
    $code.Emit($op::Ldfld, [Reflection.FieldInfo]$Set)
    $code.Emit($op::Callvirt, $event.GetMethod('Set', [Type]::EmptyTypes))
    $code.Emit($op::Pop)
    $code.Emit($op::Ldarg_0)
    $code.Emit($op::Ldfld, [Reflection.FieldInfo]$Await)
    $code.Emit($op::Ldc_I4, $Milliseconds)
    $code.Emit($op::Callvirt, $event.GetMethod('WaitOne', [Type[]]@([int])))
    $code.Emit($op::Pop)
    if ($Failed) {
        $well = $code.DefineLabel()
        $code.Emit($op::Ldarg_0)
        $code.Emit($op::Ldfld, [Reflection.FieldInfo]$Failed)
        $code.Emit($op::Brfalse, $well)
        $code.Emit($op::Newobj, [InvalidOperationException].GetConstructor([Type]::EmptyTypes))
        $code.Emit($op::Throw)
        $code.MarkLabel($well)
    }
    $code.Emit($op::Ret)
}
