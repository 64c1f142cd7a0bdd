using System;
using System.Collections;
using System.Collections.Specialized;

namespace VenueControl
{
    /// <summary>The limits and shapes of scripts/host/Protocol.psd1.</summary>
    public sealed class Protocol
    {
        readonly Hashtable said;
        readonly Hashtable shapes;

        public Protocol(Hashtable said)
        {
            this.said = said;
            shapes = (Hashtable)said["ToHost"];
            MaximumFrameBytes = Number("MaximumFrameBytes");
            MaximumObjectsPerFrame = Number("MaximumObjectsPerFrame");
            MaximumDepth = Number("MaximumDepth");
            MaximumSecretLength = Number("MaximumSecretLength");
            PollMilliseconds = Number("PollMilliseconds");
            RestMilliseconds = Number("RestMilliseconds");
            Readers = Number("Readers");
        }

        internal int MaximumFrameBytes { get; private set; }
        internal int MaximumObjectsPerFrame { get; private set; }
        internal int MaximumDepth { get; private set; }
        internal int MaximumSecretLength { get; private set; }
        internal int PollMilliseconds { get; private set; }
        internal int RestMilliseconds { get; private set; }
        internal int Readers { get; private set; }

        int Number(string name)
        {
            return Convert.ToInt32(said[name]);
        }

        /// <summary>One frame that came from Node, as a table. Throws when a field is of another kind, missing, or not known: then the other end isn't ours.</summary>
        public OrderedDictionary ReadFrame(string line)
        {
            OrderedDictionary frame = JsonText.Read(line) as OrderedDictionary;
            if (frame == null) throw new FormatException("A frame is one JSON object.");
            string type = frame["t"] as string;
            // A table of PowerShell doesn't know case.
            Hashtable shape = null;
            foreach (DictionaryEntry entry in shapes) if (string.Equals((string)entry.Key, type, StringComparison.Ordinal)) shape = (Hashtable)entry.Value;
            if (shape == null) throw new FormatException("Unknown frame. Expected one of: " + string.Join(", ", new ArrayList(shapes.Keys).ToArray()) + ".");
            int known = 1;
            foreach (DictionaryEntry field in shape)
            {
                bool isOptional = ((string)field.Value).EndsWith("?", StringComparison.Ordinal);
                if (isOptional && !frame.Contains(field.Key)) continue;
                known++;
                if (!Fits(((string)field.Value).TrimEnd('?'), frame[(string)field.Key])) throw new FormatException("The field '" + field.Key + "' of a frame is missing, or not of its kind.");
            }
            if (frame.Count != known) throw new FormatException("A frame '" + type + "' has a field that is not known.");
            return frame;
        }

        bool Fits(string kind, object value)
        {
            switch (kind)
            {
                case "text": return value is string && ((string)value).Length > 0;
                case "table": return value is OrderedDictionary;
                case "lengths":
                    OrderedDictionary lengths = value as OrderedDictionary;
                    if (lengths == null) return false;
                    foreach (object length in lengths.Values) if (!(length is long) || (long)length < 0 || (long)length > MaximumSecretLength) return false;
                    return true;
                case "count": return value is long && (long)value >= 0;
                default: return value is bool;
            }
        }
    }
}
