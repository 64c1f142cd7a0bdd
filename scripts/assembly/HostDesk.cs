using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Diagnostics;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Security;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace VenueControl
{
    /// <summary>
    /// A host's calls: threads that read Node's frames and run what they ask for, and the one that tends them. Leader and followers: one waits in
    /// the kernel for the next frame, with no one between; when it is a call, the next one reads on while the first runs it.
    /// Who checks live, free, closing or readers holds live's lock; who reads holds the reader's.
    /// </summary>
    public sealed class HostDesk
    {
        /// <summary>As PowerShell gives its own pipelines.</summary>
        internal const int StackBytes = 10000000;

        readonly TextReader reader;
        readonly Dictionary<string, string> files = new Dictionary<string, string>(StringComparer.Ordinal);
        readonly Dictionary<string, Dictionary<string, Type>> parameters = new Dictionary<string, Dictionary<string, Type>>(StringComparer.Ordinal);
        readonly List<ScriptCall> live = new List<ScriptCall>();
        readonly Queue<CallRunspace> free = new Queue<CallRunspace>();
        readonly List<Runspace> closing = new List<Runspace>();
        readonly AutoResetEvent changed = new AutoResetEvent(false);
        volatile InitialSessionState callState;
        int readers;
        volatile bool isNew = true;
        volatile bool isCalled;
        volatile bool isTended;
        volatile bool isShort;
        volatile bool isOver;
        Exception problem;

        public HostDesk(TextReader reader, TextWriter writer, Protocol protocol, InitialSessionState callState, string folder)
        {
            this.reader = reader;
            this.callState = callState;
            Writer = writer;
            Protocol = protocol;
            Folder = folder;
        }

        internal TextWriter Writer { get; private set; }
        internal Protocol Protocol { get; private set; }
        internal string Folder { get; private set; }
        public bool IsOver { get { return isOver; } }
        /// <summary>Nothing is to be read, or made, before the first call: Watch does it once the host is idle.</summary>
        public bool IsNew { get { return isNew; } set { isNew = value; } }
        /// <summary>What ended it, where that was a frame that isn't ours.</summary>
        public Exception Problem { get { return problem; } }
        public int FreeCount { get { lock (live) return free.Count; } }

        public void AddScript(string name, string file)
        {
            files[name] = file;
        }

        /// <summary>As the launch line has them: name and file of each.</summary>
        public void AddScripts(object[] scripts)
        {
            foreach (OrderedDictionary script in scripts) AddScript((string)script["name"], (string)script["file"]);
        }

        /// <summary>Opened ahead, for the first call.</summary>
        public void AddRunspace(CallRunspace place)
        {
            lock (live) free.Enqueue(place);
        }

        /// <summary>
        /// What a call's runspace has: the default commands, the function of that file, and Write-CallOutput. CreateDefault has the built-in commands in it;
        /// CreateDefault2 would load their modules again for each runspace, in the first call.
        /// </summary>
        public static InitialSessionState MakeCallState(string file)
        {
            InitialSessionState state = InitialSessionState.CreateDefault();
            FunctionDefinitionAst function = (FunctionDefinitionAst)Parse(file).EndBlock.Statements[0];
            string body = function.Body.Extent.Text;
            state.Commands.Add(new SessionStateFunctionEntry(function.Name, body.Substring(1, body.Length - 2)));
            state.Commands.Add(new SessionStateCmdletEntry("Write-CallOutput", typeof(WriteCallOutputCommand), null));
            return state;
        }

        internal static ScriptBlockAst Parse(string file)
        {
            Token[] tokens;
            ParseError[] errors;
            return Parser.ParseFile(file, out tokens, out errors);
        }

        /// <summary>Names and values by turns.</summary>
        internal void Write(params object[] fields)
        {
            OrderedDictionary frame = new OrderedDictionary();
            for (int i = 0; i < fields.Length; i += 2) frame.Add(fields[i], fields[i + 1]);
            StringBuilder json = new StringBuilder();
            JsonText.Write(json, frame, Protocol.MaximumDepth);
            Writer.WriteLine(json.ToString());
        }

        /// <summary>Serves until the pipe closes, the lifeline ends or a frame comes that isn't ours, which it throws.</summary>
        public void Serve(Task lifeline, string[] modules, string warmUp)
        {
            // One that may have a call, one that reads on.
            AddReader(true);
            AddReader(true);
            Watch(lifeline, modules, warmUp);
            if (problem != null) throw problem;
        }

        /// <summary>Asks all that runs to stop, and waits for it that long at most.</summary>
        public void End(int milliseconds)
        {
            isOver = true;
            if (Monitor.TryEnter(live, milliseconds))
            {
                try { foreach (ScriptCall call in live) call.Stop(); }
                finally { Monitor.Exit(live); }
            }
            Stopwatch patience = Stopwatch.StartNew();
            while (patience.ElapsedMilliseconds < milliseconds && live.Count > 0) Thread.Sleep(10);
        }

        void AddReader(bool isMore)
        {
            if (isMore) lock (live) readers++;
            new Thread(Read, StackBytes) { IsBackground = true }.Start();
        }

        /// <summary>Reads frames when it is its turn, and runs the calls among them, until the pipe closes or a call has used this thread up.</summary>
        public void Read()
        {
            try
            {
                while (!isOver)
                {
                    ScriptCall call = new ScriptCall(this);
                    // No runspace before the first call, and none while the host is new: opening one takes the processor from a call that someone awaits.
                    if (isCalled && !isNew) call.Place = TakeRunspace();
                    bool isCall = false;
                    bool isLast = false;
                    lock (reader)
                    {
                        try
                        {
                            isCall = ReadCall(call);
                            // Before the next frame, which may be its cancel.
                            if (isCall) isLast = Enlist(call);
                        }
                        catch (Exception error)
                        {
                            // Before the next in turn reads what is behind a frame that isn't ours.
                            problem = error;
                            isOver = true;
                            throw;
                        }
                    }
                    if (isCall)
                    {
                        if (isLast) isShort = true;
                        if (isLast || !isTended) changed.Set();
                        call.Run();
                    }
                    Exit(call);
                    // Its thread goes with its runspace: a priority, for one, would stay on it.
                    if (call.IsFresh || call.IsStopping)
                    {
                        AddReader(false);
                        return;
                    }
                }
            }
            catch (Exception error) { problem = error; }
            isOver = true;
            changed.Set();
        }

        bool ReadCall(ScriptCall call)
        {
            while (!isOver)
            {
                string line = reader.ReadLine();
                if (line == null) { isOver = true; break; }
                isCalled = true;
                OrderedDictionary frame = Protocol.ReadFrame(line);
                if ((string)frame["t"] != "call") { Control(frame); continue; }
                // Before anything is refused: they stand between this frame and the next.
                OrderedDictionary secrets = (OrderedDictionary)frame["secrets"];
                foreach (object name in new ArrayList(secrets.Keys)) secrets[name] = ReadSecret((int)(long)secrets[name]);
                if (Accept(call, frame)) return true;
            }
            return false;
        }

        bool Enlist(ScriptCall call)
        {
            lock (live)
            {
                live.Add(call);
                // Those that have been answered read again in a moment.
                int busy = 0;
                foreach (ScriptCall other in live) if (!other.IsReported) busy++;
                return busy >= readers;
            }
        }

        /// <summary>A secret is in no text, no argument of a command and no variable of PowerShell, only in an array that is zeroed: module logging and tracing record the others.</summary>
        SecureString ReadSecret(int length)
        {
            char[] characters = new char[length];
            SecureString secret = new SecureString();
            try
            {
                if (reader.ReadBlock(characters, 0, length) != length) throw new EndOfStreamException("The secret behind a frame is cut short.");
                foreach (char one in characters) secret.AppendChar(one);
            }
            finally { Array.Clear(characters, 0, length); }
            secret.MakeReadOnly();
            return secret;
        }

        void Control(OrderedDictionary frame)
        {
            string id = (string)frame["id"];
            if ((string)frame["t"] == "ping")
            {
                Write("t", "pong", "id", id, "mb", (int)(Environment.WorkingSet / 1048576));
                return;
            }
            lock (live) foreach (ScriptCall call in live) if (call.Id == id) call.Stop();
        }

        /// <summary>Fills a call from its frame, or refuses it before anything ran. Secrets go only to SecureString parameters, and these take only secrets.</summary>
        bool Accept(ScriptCall call, OrderedDictionary frame)
        {
            string id = (string)frame["id"];
            string file;
            if (!files.TryGetValue((string)frame["cmd"], out file)) return Deny(id, "NOT_CATALOGUED", "The script is not in the catalogue.");
            // As a table of PowerShell.
            Hashtable arguments = new Hashtable(StringComparer.OrdinalIgnoreCase);
            try
            {
                Dictionary<string, Type> types = ParametersOf(file);
                AddArguments(arguments, types, (OrderedDictionary)frame["args"], false);
                AddArguments(arguments, types, (OrderedDictionary)frame["secrets"], true);
            }
            catch (Exception error) { return Deny(id, "BAD_PARAMETER", error.Message); }
            if (call.Place == null) call.Place = TakeRunspace();
            bool isFresh = (bool)frame["fresh"];
            if (isFresh && call.Place.IsUsed)
            {
                Close(call.Place);
                call.Place = new CallRunspace(callState);
            }
            call.Id = id;
            call.File = file;
            call.Arguments = arguments;
            call.IsFresh = isFresh;
            call.Deadline = (long)frame["deadline"];
            call.Trace = (string)frame["trace"];
            call.Age = Stopwatch.StartNew();
            return true;
        }

        bool Deny(string id, string code, string message)
        {
            OrderedDictionary detail = new OrderedDictionary();
            detail.Add("message", message);
            Write("t", "done", "id", id, "ok", false, "n", 0, "exit", 0, "code", code, "e", detail);
            return false;
        }

        /// <summary>Names are compared exactly: PowerShell itself would also take prefixes, aliases and common parameters such as OutVariable.</summary>
        static void AddArguments(Hashtable arguments, Dictionary<string, Type> types, OrderedDictionary given, bool isSecret)
        {
            foreach (DictionaryEntry field in given)
            {
                string name = (string)field.Key;
                if (!types.ContainsKey(name)) throw new ArgumentException("The script has no parameter named exactly '" + name + "'.");
                bool takesSecret = types[name] == typeof(SecureString);
                if (takesSecret && !isSecret) throw new ArgumentException("Parameter '" + name + "' takes a secret: hand it over in secrets.");
                if (!takesSecret && isSecret) throw new ArgumentException("Parameter '" + name + "' isn't a SecureString: it takes no secret.");
                arguments[name] = ArgumentOf(field.Value);
            }
        }

        /// <summary>Tables become such as a script's [hashtable] takes, which don't know case, all the way down.</summary>
        static object ArgumentOf(object value)
        {
            OrderedDictionary given = value as OrderedDictionary;
            object[] list = value as object[];
            if (given != null)
            {
                Hashtable table = new Hashtable(StringComparer.OrdinalIgnoreCase);
                foreach (DictionaryEntry entry in given) table.Add(entry.Key, ArgumentOf(entry.Value));
                return table;
            }
            if (list != null) for (int i = 0; i < list.Length; i++) list[i] = ArgumentOf(list[i]);
            return value;
        }

        /// <summary>Of a script's param block, from its syntax tree. Only who holds the reader's lock asks.</summary>
        Dictionary<string, Type> ParametersOf(string file)
        {
            Dictionary<string, Type> types;
            if (parameters.TryGetValue(file, out types)) return types;
            types = new Dictionary<string, Type>(StringComparer.Ordinal);
            ScriptBlockAst tree = Parse(file);
            if (tree.ParamBlock != null) foreach (ParameterAst parameter in tree.ParamBlock.Parameters) types[parameter.Name.VariablePath.UserPath] = parameter.StaticType;
            return parameters[file] = types;
        }

        CallRunspace TakeRunspace()
        {
            lock (live) if (free.Count > 0) return free.Dequeue();
            return new CallRunspace(callState);
        }

        /// <summary>A closed one keeps a megabyte until it is disposed of; disposing of an open one would wait for it.</summary>
        void Close(CallRunspace place)
        {
            lock (live)
            {
                place.Runspace.CloseAsync();
                closing.Add(place.Runspace);
                foreach (Runspace runspace in closing.ToArray())
                {
                    RunspaceState state = runspace.RunspaceStateInfo.State;
                    if (state != RunspaceState.Closed && state != RunspaceState.Broken) continue;
                    closing.Remove(runspace);
                    runspace.Dispose();
                }
            }
        }

        /// <summary>A runspace that a fresh call had, or whose call was stopped in the middle of something, is not used again.</summary>
        void Exit(ScriptCall call)
        {
            try
            {
                if (call.Id != null)
                {
                    try { call.Report(); }
                    catch (IOException) { throw; }
                    catch (ObjectDisposedException) { throw; }
                    catch (Exception) { Deny(call.Id, "FAILED", "The script failed, and its error cannot be read."); }
                }
            }
            finally
            {
                // Also when no one hears it any more: the end of the host waits until nothing is live.
                bool isReusable = call.Place != null && !call.IsFresh && !call.IsStopping && (call.Id == null || call.Place.IsOpen);
                lock (live)
                {
                    live.Remove(call);
                    if (isReusable) free.Enqueue(call.Place);
                    else if (call.Place != null) Close(call.Place);
                }
                // Last: no one checks it any more.
                call.Shell.Dispose();
            }
        }

        /// <summary>
        /// Tends the calls while they run: their progress, their deadlines, enough threads. Checks every 50 ms while a call lives; else it
        /// sleeps until one begins. Once the host is idle, runspaces get the warm modules, a host that has had no call makes one, and the third thread is started.
        /// </summary>
        void Watch(Task lifeline, string[] modules, string warmUp)
        {
            WaitHandle[] handles = { ((IAsyncResult)lifeline).AsyncWaitHandle, changed };
            Stopwatch age = Stopwatch.StartNew();
            while (!lifeline.IsCompleted && !isOver)
            {
                lock (live)
                {
                    isTended = live.Count > 0;
                    foreach (ScriptCall call in live)
                    {
                        call.WriteProgress();
                        if (call.Deadline > 0 && call.Age.ElapsedMilliseconds > call.Deadline) call.Stop();
                    }
                }
                int rest = isCalled ? Protocol.RestMilliseconds : Protocol.PollMilliseconds;
                if (isNew && !isTended && age.ElapsedMilliseconds >= rest) Warm(modules, warmUp);
                bool isGrowing = readers < Protocol.Readers;
                if (isShort || isGrowing && !isNew)
                {
                    isShort = false;
                    AddReader(true);
                }
                WaitHandle.WaitAny(handles, isGrowing || isTended ? Protocol.PollMilliseconds : Timeout.Infinite);
            }
        }

        void Warm(string[] modules, string warmUp)
        {
            // Another state: who opens a runspace meanwhile copies the old one.
            InitialSessionState state = callState.Clone();
            state.ImportPSModule(modules);
            callState = state;
            if (!isCalled) Rehearse(warmUp);
            isNew = false;
        }

        /// <summary>One call of the real path that no one hears. Its runspace takes the place of those that were opened without the warm modules.</summary>
        void Rehearse(string script)
        {
            const string line = "{\"t\":\"call\",\"id\":\"0\",\"cmd\":\"warm\",\"args\":{\"Value\":\"x\"},\"secrets\":{},\"deadline\":0,\"fresh\":false}";
            HostDesk silent = new HostDesk(new StringReader(line), TextWriter.Null, Protocol, callState, Folder) { readers = 2 };
            silent.AddScript("warm", script);
            silent.Read();
            if (silent.problem != null) throw silent.problem;
            lock (live)
            {
                while (free.Count > 0)
                {
                    CallRunspace place = free.Dequeue();
                    place.Wait();
                    Close(place);
                }
                if (silent.free.Count > 0) free.Enqueue(silent.free.Dequeue());
            }
        }
    }
}
