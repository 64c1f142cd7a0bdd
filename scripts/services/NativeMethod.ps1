<#
Functions of a Windows DLL as methods of a type that is made in memory: no compiler is started, in neither edition. No command of a module here: a
host that starts would load the module first.
#>

function New-NativeType([string]$Name, [string]$Library, [hashtable]$Signature) {
    <#
    Signature: name of the function -> types of its parameters. What a method answers is Windows' error number, 0 when it worked, read by the
    method itself: PowerShell calls Windows too, and by the time that a script could ask, the number would be that of another call.
    A function whose name is in Signature.Handles gives a handle: its method has one more parameter for it, [ref] to an IntPtr.
    #>
    $assembly = [Reflection.Emit.AssemblyBuilder]::DefineDynamicAssembly([Reflection.AssemblyName]::new($Name), [Reflection.Emit.AssemblyBuilderAccess]::Run)
    $type = $assembly.DefineDynamicModule($Name).DefineType($Name, [Reflection.TypeAttributes]'Public, Class')
    foreach ($function in $Signature.Keys) {
        if ($function -eq 'Handles') { continue }
        $isHandle = $Signature.Handles -contains $function
        $native = Add-NativeImport -Type $type -Library $Library -Function $function -Parameter $Signature[$function] -Return $(if ($isHandle) { [IntPtr] } else { [bool] })
        if ($isHandle) { Add-HandleMethod -Type $type -Function $function -Parameter $Signature[$function] -Native $native }
        else { Add-ErrorMethod -Type $type -Function $function -Parameter $Signature[$function] -Native $native }
    }
    # The type itself: what CreateType answers is one in 5.1, and something that represents one in 7.
    [void]$type.CreateType()
    $assembly.GetType($Name)
}

function Add-NativeImport([object]$Type, [string]$Library, [string]$Function, [type[]]$Parameter, [type]$Return) {
    $method = $Type.DefineMethod("native$Function", [Reflection.MethodAttributes]'Private, Static, PinvokeImpl', $Return, $Parameter)
    $import = [Runtime.InteropServices.DllImportAttribute]
    $fields = [Reflection.FieldInfo[]]@($import.GetField('EntryPoint'), $import.GetField('CharSet'), $import.GetField('SetLastError'))
    $values = [object[]]@($Function, [Runtime.InteropServices.CharSet]::Unicode, $true)
    $method.SetCustomAttribute([Reflection.Emit.CustomAttributeBuilder]::new($import.GetConstructor(@([string])), ([object[]]@($Library)), $fields, $values))
    $method
}

# return native(...) ? 0 : GetLastWin32Error();
function Add-ErrorMethod([object]$Type, [string]$Function, [type[]]$Parameter, [object]$Native) {
    $code = $Type.DefineMethod($Function, [Reflection.MethodAttributes]'Public, Static', [int], $Parameter).GetILGenerator()
    for ($index = 0; $index -lt $Parameter.Count; $index++) { $code.Emit([Reflection.Emit.OpCodes]::Ldarg, [int16]$index) }
    $code.Emit([Reflection.Emit.OpCodes]::Call, [Reflection.MethodInfo]$Native)
    Add-ErrorReturn -Code $code
}

# handle = native(...); return handle != 0 ? 0 : GetLastWin32Error();
function Add-HandleMethod([object]$Type, [string]$Function, [type[]]$Parameter, [object]$Native) {
    $all = [type[]](@($Parameter) + [IntPtr].MakeByRefType())
    $code = $Type.DefineMethod($Function, [Reflection.MethodAttributes]'Public, Static', [int], $all).GetILGenerator()
    $last = [int16]$Parameter.Count
    $code.Emit([Reflection.Emit.OpCodes]::Ldarg, $last)
    for ($index = 0; $index -lt $Parameter.Count; $index++) { $code.Emit([Reflection.Emit.OpCodes]::Ldarg, [int16]$index) }
    $code.Emit([Reflection.Emit.OpCodes]::Call, [Reflection.MethodInfo]$Native)
    $code.Emit([Reflection.Emit.OpCodes]::Stind_I)
    $code.Emit([Reflection.Emit.OpCodes]::Ldarg, $last)
    $code.Emit([Reflection.Emit.OpCodes]::Ldind_I)
    Add-ErrorReturn -Code $code
}

# What is on the stack is true: 0.
function Add-ErrorReturn([object]$Code) {
    $done = $Code.DefineLabel()
    $Code.Emit([Reflection.Emit.OpCodes]::Brtrue, $done)
    $Code.Emit([Reflection.Emit.OpCodes]::Call, [Reflection.MethodInfo][Runtime.InteropServices.Marshal].GetMethod('GetLastWin32Error'))
    $Code.Emit([Reflection.Emit.OpCodes]::Ret)
    $Code.MarkLabel($done)
    $Code.Emit([Reflection.Emit.OpCodes]::Ldc_I4_0)
    $Code.Emit([Reflection.Emit.OpCodes]::Ret)
}
