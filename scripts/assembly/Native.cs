using System;
using System.Runtime.InteropServices;

// From System32 alone: .NET would first search beside this file.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.System32)]

// Functions of Windows. What a method answers is Windows' error number, 0 when it worked, read by the method itself: PowerShell calls Windows too, and
// by the time that a script could ask, the number would be that of another call. A function that gives a handle has one more parameter for it.
namespace VenueControl
{
    static class Native
    {
        internal static int ErrorOf(bool isWell)
        {
            return isWell ? 0 : Marshal.GetLastWin32Error();
        }
    }

    /// <summary>The Service Control Manager: state, start, stop and setup of the venue's services and our own.</summary>
    public static class ServiceApi
    {
        const string Library = "advapi32.dll";

        [DllImport(Library, EntryPoint = "OpenSCManagerW", CharSet = CharSet.Unicode, SetLastError = true)]
        static extern IntPtr nativeOpenSCManagerW(IntPtr machine, IntPtr database, int access);
        [DllImport(Library, EntryPoint = "OpenServiceW", CharSet = CharSet.Unicode, SetLastError = true)]
        static extern IntPtr nativeOpenServiceW(IntPtr manager, string name, int access);
        [DllImport(Library, EntryPoint = "CreateServiceW", CharSet = CharSet.Unicode, SetLastError = true)]
        static extern IntPtr nativeCreateServiceW(IntPtr manager, string name, string displayName, int access, int type, int start, int errors, string program, IntPtr group, IntPtr tag, IntPtr needed, IntPtr account, IntPtr password);
        [DllImport(Library, EntryPoint = "CloseServiceHandle", SetLastError = true)]
        static extern bool nativeCloseServiceHandle(IntPtr handle);
        [DllImport(Library, EntryPoint = "QueryServiceStatusEx", SetLastError = true)]
        static extern bool nativeQueryServiceStatusEx(IntPtr service, int level, byte[] bytes, int size, ref int needed);
        [DllImport(Library, EntryPoint = "StartServiceW", CharSet = CharSet.Unicode, SetLastError = true)]
        static extern bool nativeStartServiceW(IntPtr service, int count, IntPtr words);
        [DllImport(Library, EntryPoint = "ControlService", SetLastError = true)]
        static extern bool nativeControlService(IntPtr service, int control, byte[] status);
        [DllImport(Library, EntryPoint = "ChangeServiceConfigW", CharSet = CharSet.Unicode, SetLastError = true)]
        static extern bool nativeChangeServiceConfigW(IntPtr service, int type, int start, int errors, IntPtr program, IntPtr group, IntPtr tag, IntPtr needed, IntPtr account, IntPtr password, IntPtr displayName);
        [DllImport(Library, EntryPoint = "ChangeServiceConfig2W", CharSet = CharSet.Unicode, SetLastError = true)]
        static extern bool nativeChangeServiceConfig2W(IntPtr service, int level, byte[] bytes);
        [DllImport(Library, EntryPoint = "DeleteService", SetLastError = true)]
        static extern bool nativeDeleteService(IntPtr service);

        public static int OpenSCManagerW(IntPtr machine, IntPtr database, int access, ref IntPtr handle)
        {
            handle = nativeOpenSCManagerW(machine, database, access);
            return Native.ErrorOf(handle != IntPtr.Zero);
        }

        public static int OpenServiceW(IntPtr manager, string name, int access, ref IntPtr handle)
        {
            handle = nativeOpenServiceW(manager, name, access);
            return Native.ErrorOf(handle != IntPtr.Zero);
        }

        public static int CreateServiceW(IntPtr manager, string name, string displayName, int access, int type, int start, int errors, string program, IntPtr group, IntPtr tag, IntPtr needed, IntPtr account, IntPtr password, ref IntPtr handle)
        {
            handle = nativeCreateServiceW(manager, name, displayName, access, type, start, errors, program, group, tag, needed, account, password);
            return Native.ErrorOf(handle != IntPtr.Zero);
        }

        public static int CloseServiceHandle(IntPtr handle) { return Native.ErrorOf(nativeCloseServiceHandle(handle)); }
        public static int QueryServiceStatusEx(IntPtr service, int level, byte[] bytes, int size, ref int needed) { return Native.ErrorOf(nativeQueryServiceStatusEx(service, level, bytes, size, ref needed)); }
        public static int StartServiceW(IntPtr service, int count, IntPtr words) { return Native.ErrorOf(nativeStartServiceW(service, count, words)); }
        public static int ControlService(IntPtr service, int control, byte[] status) { return Native.ErrorOf(nativeControlService(service, control, status)); }
        public static int ChangeServiceConfigW(IntPtr service, int type, int start, int errors, IntPtr program, IntPtr group, IntPtr tag, IntPtr needed, IntPtr account, IntPtr password, IntPtr displayName) { return Native.ErrorOf(nativeChangeServiceConfigW(service, type, start, errors, program, group, tag, needed, account, password, displayName)); }
        public static int ChangeServiceConfig2W(IntPtr service, int level, byte[] bytes) { return Native.ErrorOf(nativeChangeServiceConfig2W(service, level, bytes)); }
        public static int DeleteService(IntPtr service) { return Native.ErrorOf(nativeDeleteService(service)); }
    }

    /// <summary>What a host started ends with it.</summary>
    public static class JobApi
    {
        const string Library = "kernel32.dll";

        [DllImport(Library, EntryPoint = "CreateJobObjectW", CharSet = CharSet.Unicode, SetLastError = true)]
        static extern IntPtr nativeCreateJobObjectW(IntPtr access, IntPtr name);
        [DllImport(Library, EntryPoint = "SetInformationJobObject", SetLastError = true)]
        static extern bool nativeSetInformationJobObject(IntPtr job, int level, byte[] bytes, int size);
        [DllImport(Library, EntryPoint = "AssignProcessToJobObject", SetLastError = true)]
        static extern bool nativeAssignProcessToJobObject(IntPtr job, IntPtr process);

        public static int CreateJobObjectW(IntPtr access, IntPtr name, ref IntPtr handle)
        {
            handle = nativeCreateJobObjectW(access, name);
            return Native.ErrorOf(handle != IntPtr.Zero);
        }

        public static int SetInformationJobObject(IntPtr job, int level, byte[] bytes, int size) { return Native.ErrorOf(nativeSetInformationJobObject(job, level, bytes, size)); }
        public static int AssignProcessToJobObject(IntPtr job, IntPtr process) { return Native.ErrorOf(nativeAssignProcessToJobObject(job, process)); }
    }

    /// <summary>`install --account`: rights on single services.</summary>
    public static class RightsApi
    {
        const string Library = "advapi32.dll";

        [DllImport(Library, EntryPoint = "QueryServiceObjectSecurity", SetLastError = true)]
        static extern bool nativeQueryServiceObjectSecurity(IntPtr service, int what, byte[] bytes, int size, ref int needed);
        [DllImport(Library, EntryPoint = "SetServiceObjectSecurity", SetLastError = true)]
        static extern bool nativeSetServiceObjectSecurity(IntPtr service, int what, byte[] bytes);

        public static int QueryServiceObjectSecurity(IntPtr service, int what, byte[] bytes, int size, ref int needed) { return Native.ErrorOf(nativeQueryServiceObjectSecurity(service, what, bytes, size, ref needed)); }
        public static int SetServiceObjectSecurity(IntPtr service, int what, byte[] bytes) { return Native.ErrorOf(nativeSetServiceObjectSecurity(service, what, bytes)); }
    }

    /// <summary>Our events in the log Application.</summary>
    public static class EventApi
    {
        const string Library = "advapi32.dll";

        [DllImport(Library, EntryPoint = "RegisterEventSourceW", CharSet = CharSet.Unicode, SetLastError = true)]
        static extern IntPtr nativeRegisterEventSourceW(IntPtr machine, string source);
        [DllImport(Library, EntryPoint = "ReportEventW", CharSet = CharSet.Unicode, SetLastError = true)]
        static extern bool nativeReportEventW(IntPtr log, ushort type, ushort category, int id, IntPtr sid, ushort count, int size, IntPtr texts, IntPtr bytes);
        [DllImport(Library, EntryPoint = "DeregisterEventSource", SetLastError = true)]
        static extern bool nativeDeregisterEventSource(IntPtr log);

        public static int RegisterEventSourceW(IntPtr machine, string source, ref IntPtr handle)
        {
            handle = nativeRegisterEventSourceW(machine, source);
            return Native.ErrorOf(handle != IntPtr.Zero);
        }

        public static int ReportEventW(IntPtr log, ushort type, ushort category, int id, IntPtr sid, ushort count, int size, IntPtr texts, IntPtr bytes) { return Native.ErrorOf(nativeReportEventW(log, type, category, id, sid, count, size, texts, bytes)); }
        public static int DeregisterEventSource(IntPtr log) { return Native.ErrorOf(nativeDeregisterEventSource(log)); }
    }
}
