using System;
using System.Collections;
using System.Collections.Specialized;
using System.IO;
using System.IO.Pipes;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace VenueControl
{
    /// <summary>A host from its launch to its end, as scripts/host/Start-ScriptHost.ps1 runs it: in the order of the methods.</summary>
    public sealed class HostProgram
    {
        const int PipePatience = 500;

        readonly string folder;
        readonly Hashtable protocol;
        OrderedDictionary launch;
        Task lifeline;
        InitialSessionState callState;
        CallRunspace place;
        Stream pipe;
        HostDesk desk;

        /// <summary>`folder`: of Protocol.psd1, Invoke-CatalogueScript.ps1 and Get-WarmUp.ps1.</summary>
        public HostProgram(string folder)
        {
            this.folder = folder;
            // The lifeline's read blocks a pool thread for as long as we live; the others must not wait for the pool to grow.
            ThreadPool.SetMinThreads(8, 8);
            protocol = ReadProtocol(Path.Combine(folder, "Protocol.psd1"));
        }

        public string PipeName { get { return (string)launch["pipe"]; } }

        /// <summary>As data: nothing in it runs.</summary>
        public static Hashtable ReadProtocol(string file)
        {
            PipelineAst pipeline = (PipelineAst)HostDesk.Parse(file).EndBlock.Statements[0];
            return (Hashtable)((CommandExpressionAst)pipeline.PipelineElements[0]).Expression.SafeGetValue();
        }

        /// <summary>Reads the launch line, of standard input, which is only a lifeline from then on. False: the server is gone.</summary>
        public bool ReadLaunch()
        {
            Stream input = Console.OpenStandardInput();
            MemoryStream bytes = new MemoryStream();
            byte[] piece = new byte[65536];
            int count;
            do
            {
                count = input.Read(piece, 0, piece.Length);
                if (count == 0) return false;
                bytes.Write(piece, 0, count);
            }
            while (piece[count - 1] != '\n');
            // From the first moment: a start takes seconds on a busy machine, and who loses the server meanwhile goes no further.
            lifeline = input.ReadAsync(new byte[1], 0, 1);
            launch = (OrderedDictionary)JsonText.Read(Encoding.UTF8.GetString(bytes.ToArray()));
            return true;
        }

        /// <summary>Begins to open the first call's runspace. False: the server is gone.</summary>
        public bool Prepare()
        {
            callState = HostDesk.MakeCallState(Path.Combine(folder, "Invoke-CatalogueScript.ps1"));
            place = new CallRunspace(callState);
            return !lifeline.IsCompleted;
        }

        /// <summary>Outside Windows. False: the server is gone.</summary>
        public bool Connect(string version, string edition)
        {
            pipe = HostPipe.Connect(PipeName, Greeting(version, edition), lifeline);
            return pipe != null;
        }

        /// <summary>On Windows, where the host made the pipe. False: the server is gone.</summary>
        public bool Await(NamedPipeServerStream own, string version, string edition)
        {
            if (!HostPipe.Await(own, (string)launch["caller"], lifeline, PipePatience)) return false;
            // Not before: anyone who has connected and not said yet who it is may have to give way to others of this machine.
            byte[] greeting = Greeting(version, edition);
            own.Write(greeting, 0, greeting.Length);
            own.Flush();
            pipe = own;
            return true;
        }

        byte[] Greeting(string version, string edition)
        {
            int pid = System.Diagnostics.Process.GetCurrentProcess().Id;
            string ready = "{\"t\":\"ready\",\"v\":" + protocol["Version"] + ",\"pid\":" + pid + ",\"ps\":\"" + version + "\",\"edition\":\"" + edition + "\",\"token\":\"" + launch["token"] + "\"}\n";
            return Encoding.ASCII.GetBytes(ready);
        }

        /// <summary>Until the pipe closes, or the server is gone; a frame that isn't ours it throws.</summary>
        public void Serve()
        {
            UTF8Encoding utf8 = new UTF8Encoding(false);
            StreamWriter output = new StreamWriter(pipe, utf8, 65536) { NewLine = "\n", AutoFlush = true };
            desk = new HostDesk(new StreamReader(pipe, utf8, false, 65536), TextWriter.Synchronized(output), new Protocol(protocol), callState, (string)launch["folder"]);
            desk.AddScripts((object[])launch["scripts"]);
            desk.AddRunspace(place);
            desk.Serve(lifeline, Array.ConvertAll((object[])launch["modules"], module => (string)module), Path.Combine(folder, "Get-WarmUp.ps1"));
        }

        /// <summary>Stops what still runs.</summary>
        public void End()
        {
            if (desk != null) desk.End((int)protocol["EndMilliseconds"]);
        }
    }
}
