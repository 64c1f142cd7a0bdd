@{
    ModuleVersion = '0.1.0'
    GUID = 'b7a4c2d9-50e1-4a86-8f3d-6a1b9e2c7d40'
    Author = 'Venue Control'
    Description = 'What the endpoint VenueControl lets its groups do; VenueControl has the commands.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @()
    CmdletsToExport = @()
    AliasesToExport = @()
    VariablesToExport = @()
}
