using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Diagnostics;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;

namespace VenueControl
{
    /// <summary>One call of a catalogue script: what it was asked, how it runs, and the frames that it writes.</summary>
    public sealed class ScriptCall
    {
        const int LongestMessage = 4000;
        /// <summary>Larger texts would burden the large object heap.</summary>
        const int UsualFrame = 32000;

        readonly HostDesk desk;
        readonly StringBuilder buffer = new StringBuilder();
        readonly Stopwatch clock = Stopwatch.StartNew();
        int gathered;

        internal ScriptCall(HostDesk desk)
        {
            this.desk = desk;
            Shell = PowerShell.Create();
        }

        public string Id { get; internal set; }
        public string File { get; internal set; }
        public Hashtable Arguments { get; internal set; }
        public bool IsFresh { get; internal set; }
        public CallRunspace Place { get; internal set; }
        internal PowerShell Shell { get; private set; }
        internal long Deadline { get; set; }
        /// <summary>The trace that it belongs to, as the W3C header writes it; null without one.</summary>
        public string Trace { get; internal set; }
        internal Stopwatch Age { get; set; }
        /// <summary>How many objects were written.</summary>
        public int Count { get; private set; }
        /// <summary>How the script ended, as Invoke-CatalogueScript saw it: a pipeline that was stopped doesn't come back there.</summary>
        public int ExitCode { get; set; }
        public ErrorRecord Problem { get; set; }
        public bool IsEnded { get; set; }
        bool IsTooLarge { get; set; }
        internal bool IsReported { get; private set; }
        internal volatile bool IsStopping;
        volatile bool isBegun;

        /// <summary>Who stops a call that hasn't come to here leaves it to this: a pipeline that is stopped before it runs has no state to read.</summary>
        public bool Begin()
        {
            isBegun = true;
            // Else both could miss each other: a processor may read before its own write is seen.
            Thread.MemoryBarrier();
            return !IsStopping;
        }

        /// <summary>Asks it to stop, once, and doesn't wait for it. A script that doesn't listen is ended by Node, by killing this process.</summary>
        internal void Stop()
        {
            if (IsStopping) return;
            IsStopping = true;
            Thread.MemoryBarrier();
            if (isBegun) Shell.BeginStop(null, null);
        }

        internal void Run()
        {
            try
            {
                Place.Enter(desk.Folder);
                Shell.Runspace = Place.Runspace;
                Shell.AddCommand("Invoke-CatalogueScript").AddParameter("Call", this).AddParameter("Command", Place.CommandOf(File)).AddParameter("Arguments", Arguments);
                Shell.Invoke();
            }
            catch (Exception error)
            {
                IContainsErrorRecord known = error as IContainsErrorRecord;
                if (Problem == null) Problem = known != null ? known.ErrorRecord : new ErrorRecord(error, "HostFailed", ErrorCategory.NotSpecified, null);
            }
        }

        /// <summary>Takes one of the script's merged streams: an object waits for a frame full of them, for 50 ms, for an event or for the end, whichever is first.</summary>
        internal void Take(PSObject value)
        {
            object bare = value == null ? null : value.BaseObject;
            ErrorRecord error = bare as ErrorRecord;
            WarningRecord warning = bare as WarningRecord;
            InformationRecord information = bare as InformationRecord;
            InformationalRecord other = bare as InformationalRecord;
            if (error != null) WriteEvent("error", error.ToString(), -1, error);
            else if (warning != null) WriteEvent("warning", warning.Message, -1, null);
            else if (information != null) WriteEvent("information", information.ToString(), -1, null);
            else if (other != null) WriteEvent("verbose", other.Message, -1, null);
            else Gather(value);
        }

        void Gather(object value)
        {
            int before = buffer.Length;
            if (gathered > 0) buffer.Append(',');
            int start = buffer.Length;
            JsonText.Write(buffer, value, desk.Protocol.MaximumDepth);
            string large = null;
            if (IsLarge(buffer.Length))
            {
                large = buffer.ToString(start, buffer.Length - start);
                buffer.Length = before;
                Flush();
                if (IsLarge(large.Length) && Encoding.UTF8.GetByteCount(large) + 100 >= desk.Protocol.MaximumFrameBytes)
                {
                    IsTooLarge = true;
                    throw new InvalidOperationException("One object of the script is larger than a frame.");
                }
                buffer.Append(large);
            }
            gathered++;
            if (large != null || buffer.Length >= UsualFrame || gathered >= desk.Protocol.MaximumObjectsPerFrame || clock.ElapsedMilliseconds > desk.Protocol.PollMilliseconds) Flush();
        }

        /// <summary>It may be: no character takes more than three bytes.</summary>
        bool IsLarge(int length)
        {
            return (length + 100) * 3L >= desk.Protocol.MaximumFrameBytes;
        }

        string TakeFrame()
        {
            clock.Restart();
            if (gathered == 0) return "";
            Count += gathered;
            gathered = 0;
            string frame = "{\"t\":\"out\",\"id\":\"" + Id + "\",\"v\":[" + buffer + "]}";
            buffer.Length = 0;
            return frame;
        }

        void Flush()
        {
            string frame = TakeFrame();
            if (frame.Length > 0) desk.Writer.WriteLine(frame);
        }

        /// <summary>After the objects that came before it; progress, which another thread reads, in between.</summary>
        void WriteEvent(string stream, string message, int percent, ErrorRecord error)
        {
            if (stream != "progress") Flush();
            OrderedDictionary body = new OrderedDictionary();
            body.Add("message", Cut(message));
            if (percent >= 0) body.Add("percent", percent);
            if (error != null) body.Add("fqid", error.FullyQualifiedErrorId ?? "");
            desk.Write("t", "ev", "id", Id, "s", stream, "m", body);
        }

        static string Cut(string text)
        {
            return text == null ? "" : text.Length > LongestMessage ? text.Substring(0, LongestMessage) : text;
        }

        /// <summary>The progress records that came since the last look, the newest one of each activity: they are no part of the merged streams.</summary>
        internal void WriteProgress()
        {
            if (Shell.Streams.Progress.Count == 0) return;
            lock (this)
            {
                OrderedDictionary newest = new OrderedDictionary();
                foreach (ProgressRecord record in Shell.Streams.Progress.ReadAll())
                {
                    if (record.RecordType == ProgressRecordType.Processing) newest[(object)record.ActivityId] = record;
                }
                foreach (ProgressRecord record in newest.Values)
                {
                    List<string> words = new List<string>();
                    foreach (string word in new[] { record.Activity, record.StatusDescription, record.CurrentOperation }) if (!string.IsNullOrEmpty(word)) words.Add(word);
                    WriteEvent("progress", string.Join(": ", words), record.PercentComplete, null);
                }
            }
        }

        /// <summary>Says how it ended, from the pipeline's own state: stop doesn't always throw inside the script.</summary>
        internal void Report()
        {
            WriteProgress();
            string state = Shell.InvocationStateInfo.State.ToString();
            Exception reason = Shell.InvocationStateInfo.Reason;
            string last = TakeFrame();
            if (IsEnded && Problem == null && ExitCode == 0 && state == "Completed")
            {
                IsReported = true;
                string end = "{\"t\":\"done\",\"id\":\"" + Id + "\",\"ok\":true,\"n\":" + Count + ",\"exit\":0}";
                desk.Writer.WriteLine(last.Length > 0 ? last + "\n" + end : end);
                return;
            }
            if (last.Length > 0) desk.Writer.WriteLine(last);
            string code = "FAILED";
            OrderedDictionary detail = new OrderedDictionary();
            if (IsTooLarge) { code = "OUTPUT_TOO_LARGE"; detail = null; }
            else if (IsStopping && !IsEnded || state == "Stopped") { code = "CANCELLED"; detail = null; }
            else if (state == "Failed" && reason != null)
            {
                detail.Add("message", Cut(reason.Message));
                detail.Add("type", reason.GetType().FullName);
            }
            else if (Problem != null)
            {
                code = CodeOf(Problem);
                detail = DetailOf(Problem);
            }
            else if (!IsEnded) detail.Add("message", "The script left through a break or continue outside a loop.");
            else detail.Add("message", "The script ended with exit code " + ExitCode + ".");
            if (detail == null) desk.Write("t", "done", "id", Id, "ok", false, "n", Count, "exit", ExitCode, "code", code);
            else desk.Write("t", "done", "id", Id, "ok", false, "n", Count, "exit", ExitCode, "code", code, "e", detail);
        }

        /// <summary>
        /// BAD_PARAMETER only when the binding of the catalogue script itself failed, not that of a command inside it. The record's own InvocationInfo is
        /// rewritten on its way up; the exception remembers whose binding failed. A stack without the script's file says that not one line of it had run.
        /// </summary>
        string CodeOf(ErrorRecord problem)
        {
            ParameterBindingException binding = problem.Exception as ParameterBindingException;
            if (binding == null || binding.CommandInvocation == null) return "FAILED";
            ExternalScriptInfo command = binding.CommandInvocation.MyCommand as ExternalScriptInfo;
            bool isBegun = (problem.ScriptStackTrace ?? "").Contains(File);
            return !isBegun && command != null && string.Equals(command.Path, File, StringComparison.OrdinalIgnoreCase) ? "BAD_PARAMETER" : "FAILED";
        }

        /// <summary>The few texts that a log and a person need. The stack is the script's own: frames of this host are left out.</summary>
        static OrderedDictionary DetailOf(ErrorRecord problem)
        {
            string message = problem.Exception.Message;
            if (problem.ErrorDetails != null && !string.IsNullOrEmpty(problem.ErrorDetails.Message)) message = problem.ErrorDetails.Message;
            List<string> stack = new List<string>();
            foreach (string line in Regex.Split(problem.ScriptStackTrace ?? "", "\r?\n"))
            {
                if (!Regex.IsMatch(line, "^at (Invoke-CatalogueScript|<ScriptBlock>), <No file>", RegexOptions.IgnoreCase)) stack.Add(line);
            }
            object target = problem.TargetObject;
            OrderedDictionary detail = new OrderedDictionary();
            detail.Add("message", Cut(message));
            detail.Add("type", problem.Exception.GetType().FullName);
            detail.Add("fqid", problem.FullyQualifiedErrorId ?? "");
            detail.Add("category", problem.CategoryInfo.Category.ToString());
            detail.Add("target", target == null || target is System.Security.SecureString ? "" : Cut(JsonText.TextOf(target)));
            detail.Add("stack", Cut(string.Join("\n", stack)));
            detail.Add("line", problem.InvocationInfo == null ? 0 : problem.InvocationInfo.ScriptLineNumber);
            // What the script gave its error besides: whole numbers, so that no text gets around the hiding of secrets.
            OrderedDictionary figures = new OrderedDictionary();
            foreach (DictionaryEntry entry in problem.Exception.Data)
            {
                object figure = entry.Value is PSObject ? ((PSObject)entry.Value).BaseObject : entry.Value;
                if (figure is int || figure is long) figures[JsonText.TextOf(entry.Key)] = figure;
            }
            if (figures.Count > 0) detail.Add("figures", figures);
            return detail;
        }
    }

    /// <summary>What a script emits, in all its streams, on its way into frames.</summary>
    [Cmdlet(VerbsCommunications.Write, "CallOutput")]
    public sealed class WriteCallOutputCommand : PSCmdlet
    {
        [Parameter(Mandatory = true)]
        public ScriptCall Call { get; set; }

        [Parameter(ValueFromPipeline = true)]
        [AllowNull]
        public PSObject InputObject { get; set; }

        protected override void ProcessRecord()
        {
            Call.Take(InputObject);
        }
    }

    /// <summary>A runspace for calls, which a thread of its own opens: OpenAsync says Opened and Available while modules are still being imported.</summary>
    public sealed class CallRunspace
    {
        readonly Dictionary<string, CommandInfo> commands = new Dictionary<string, CommandInfo>(StringComparer.Ordinal);
        readonly Thread opener;
        Exception problem;

        internal CallRunspace(InitialSessionState state)
        {
            Runspace = RunspaceFactory.CreateRunspace(state);
            Runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
            opener = new Thread(Open, HostDesk.StackBytes) { IsBackground = true };
            opener.Start();
        }

        public Runspace Runspace { get; private set; }
        /// <summary>Something ran in it, if only the warm-up.</summary>
        public bool IsUsed { get; private set; }
        internal bool IsOpen { get { return Runspace.RunspaceStateInfo.State == RunspaceState.Opened; } }

        void Open()
        {
            try { Runspace.Open(); }
            catch (Exception error) { problem = error; }
        }

        internal void Wait()
        {
            opener.Join();
            if (problem != null) throw problem;
        }

        /// <summary>A reused one starts each call as a new one would.</summary>
        internal void Enter(string folder)
        {
            Wait();
            IsUsed = true;
            SessionStateProxy state = Runspace.SessionStateProxy;
            state.SetVariable("global:LASTEXITCODE", 0);
            ArrayList errors = state.GetVariable("global:Error") as ArrayList;
            if (errors != null) errors.Clear();
            if (!string.Equals(state.Path.CurrentLocation.Path, folder, StringComparison.Ordinal)) state.Path.SetLocation(WildcardPattern.Escape(folder));
        }

        /// <summary>A path would be resolved, and the file read, for each call. What is kept is what was pinned: Node has just checked.</summary>
        internal CommandInfo CommandOf(string file)
        {
            CommandInfo command;
            if (!commands.TryGetValue(file, out command))
            {
                command = Runspace.SessionStateProxy.InvokeCommand.GetCommand(file, CommandTypes.ExternalScript);
                if (command == null) throw new CommandNotFoundException("The script " + file + " is not there.");
                commands[file] = command;
            }
            return command;
        }
    }
}
