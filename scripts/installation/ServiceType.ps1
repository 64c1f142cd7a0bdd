<#
A Windows service made in memory: no compiler, and no program of a third that would have to be kept and signed. Windows calls it on threads of its
own, where PowerShell can't run: what is called there only sets and awaits events, and the script on its own thread does the rest.
#>

# .NET's base class of services: in 7 and in 5.1 another assembly.
function Get-ServiceBase([string]$Assembly = $(if ($PSVersionTable.PSEdition -eq 'Core') { 'System.ServiceProcess.ServiceController' } else { 'System.ServiceProcess' })) {
    Add-Type -AssemblyName $Assembly
    # Not by its assembly's name, of which .NET Framework wants the whole.
    'System.ServiceProcess.ServiceBase' -as [type]
}

<#
A type that is a service: OnStart sets Begun and awaits Ready, and fails the start where Failed is set then; OnStop and OnShutdown set Stopping and
await Ended; each StartMs and StopMs at most, of which Windows is told. Serve gives the calling thread to Windows until the service has stopped.
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
    Add-ServeMethod -Type $type -Base $base
    [void]$type.CreateType()
    $type.Assembly.GetType('VenueControlService')
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
        # At a shutdown Windows asks nobody how long.
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
