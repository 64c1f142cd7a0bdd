using System;
using System.Diagnostics;
using System.IO;
using System.IO.Pipes;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace VenueControl
{
    /// <summary>How server and host find each other. The lifeline is a task that is completed when the server is gone.</summary>
    public static class HostPipe
    {
        /// <summary>
        /// Connects to the socket where the server listens, outside Windows, until it is welcome there; null once the lifeline ends. Anyone who has connected
        /// and not been heard yet may have to give way to others of this account; it comes again, for as long as the server listens. Throws once it doesn't.
        /// </summary>
        public static NamedPipeClientStream Connect(string name, byte[] greeting, Task lifeline)
        {
            while (!lifeline.IsCompleted)
            {
                // One that never did anything asynchronous lets a read wait in the kernel, with no thread between.
                NamedPipeClientStream pipe = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.None);
                bool isHeard;
                pipe.Connect(1000);
                try
                {
                    pipe.Write(greeting, 0, greeting.Length);
                    // A line of nothing, once it has been heard.
                    isHeard = pipe.ReadByte() == '\n';
                }
                catch (IOException) { isHeard = false; }
                if (isHeard) return pipe;
                pipe.Dispose();
                Thread.Sleep(20);
            }
            return null;
        }

        /// <summary>
        /// Waits at a pipe of Windows until someone comes who shows the caller's token, and a line feed after it, in that many milliseconds; false when the
        /// lifeline ends before. Anyone who shows something else, or nothing in time, is shown nothing and sent away, and the next is awaited.
        /// </summary>
        public static bool Await(NamedPipeServerStream pipe, string token, Task lifeline, int patience)
        {
            while (!lifeline.IsCompleted)
            {
                // WaitForConnectionAsync came with .NET 4.6, and Windows PowerShell 5.1 runs on 4.5.2.
                IAsyncResult coming = pipe.BeginWaitForConnection(null, null);
                while (!coming.AsyncWaitHandle.WaitOne(100)) if (lifeline.IsCompleted) return false;
                if (Shows(pipe, coming, token + "\n", patience)) return true;
                pipe.Disconnect();
            }
            return false;
        }

        static bool Shows(NamedPipeServerStream pipe, IAsyncResult coming, string expected, int patience)
        {
            // A new one for each: a read that was given up on may still write into its own.
            byte[] shown = new byte[expected.Length];
            int count = 0;
            Stopwatch clock = Stopwatch.StartNew();
            try
            {
                // Throws for someone who has gone again.
                pipe.EndWaitForConnection(coming);
                while (count < shown.Length)
                {
                    Task<int> reading = pipe.ReadAsync(shown, count, shown.Length - count);
                    if (!reading.Wait((int)Math.Max(0, patience - clock.ElapsedMilliseconds)) || reading.Result == 0) return false;
                    count += reading.Result;
                }
            }
            catch (IOException) { return false; }
            catch (AggregateException) { return false; }
            return Encoding.ASCII.GetString(shown) == expected;
        }
    }
}
