using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Numerics;
using System.Security;
using System.Text;
using System.Xml;

namespace VenueControl
{
    /// <summary>JSON as JSON.stringify writes it, read; and whatever a script wrote, cut down to what JSON can carry truthfully.</summary>
    public static class JsonText
    {
        const double Exact = 9007199254740991;
        const int LongestText = 1000;

        /// <summary>
        /// Objects become tables in their order, whose names differ by case; lists become arrays; whole numbers long, or BigInteger. Texts stay
        /// texts, also those that resemble a date. Throws FormatException for anything else than one JSON value.
        /// </summary>
        public static object Read(string text)
        {
            int at = 0;
            object value = ReadValue(text, ref at, 0);
            Skip(text, ref at);
            if (at != text.Length) throw Wrong(at);
            return value;
        }

        static FormatException Wrong(int at)
        {
            return new FormatException("This is no JSON, from character " + at + ".");
        }

        static void Skip(string text, ref int at)
        {
            while (at < text.Length && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')) at++;
        }

        static char Next(string text, ref int at)
        {
            Skip(text, ref at);
            if (at >= text.Length) throw Wrong(at);
            return text[at];
        }

        static object ReadValue(string text, ref int at, int depth)
        {
            if (depth > 1000) throw Wrong(at);
            switch (Next(text, ref at))
            {
                case '{': return ReadTable(text, ref at, depth);
                case '[': return ReadList(text, ref at, depth);
                case '"': return ReadText(text, ref at);
                case 't': return ReadWord(text, ref at, "true", true);
                case 'f': return ReadWord(text, ref at, "false", false);
                case 'n': return ReadWord(text, ref at, "null", null);
                default: return ReadNumber(text, ref at);
            }
        }

        static object ReadTable(string text, ref int at, int depth)
        {
            OrderedDictionary table = new OrderedDictionary(StringComparer.Ordinal);
            at++;
            if (Next(text, ref at) == '}') { at++; return table; }
            while (true)
            {
                if (Next(text, ref at) != '"') throw Wrong(at);
                string name = ReadText(text, ref at);
                if (Next(text, ref at) != ':' || table.Contains(name)) throw Wrong(at);
                at++;
                table.Add(name, ReadValue(text, ref at, depth + 1));
                char end = Next(text, ref at);
                at++;
                if (end == '}') return table;
                if (end != ',') throw Wrong(at - 1);
            }
        }

        static object ReadList(string text, ref int at, int depth)
        {
            List<object> list = new List<object>();
            at++;
            if (Next(text, ref at) == ']') { at++; return list.ToArray(); }
            while (true)
            {
                list.Add(ReadValue(text, ref at, depth + 1));
                char end = Next(text, ref at);
                at++;
                if (end == ']') return list.ToArray();
                if (end != ',') throw Wrong(at - 1);
            }
        }

        static string ReadText(string text, ref int at)
        {
            int from = ++at;
            StringBuilder made = null;
            while (true)
            {
                if (at >= text.Length || text[at] < ' ') throw Wrong(at);
                char one = text[at];
                if (one != '"' && one != '\\') { at++; continue; }
                if (one == '"')
                {
                    string rest = text.Substring(from, at - from);
                    at++;
                    return made == null ? rest : made.Append(rest).ToString();
                }
                if (made == null) made = new StringBuilder();
                made.Append(text, from, at - from).Append(ReadEscape(text, ref at));
                from = at;
            }
        }

        static char ReadEscape(string text, ref int at)
        {
            if (at + 1 >= text.Length) throw Wrong(at);
            char one = text[at + 1];
            at += 2;
            switch (one)
            {
                case '"': case '\\': case '/': return one;
                case 'b': return '\b';
                case 'f': return '\f';
                case 'n': return '\n';
                case 'r': return '\r';
                case 't': return '\t';
                case 'u':
                    ushort code;
                    if (at + 4 > text.Length || !ushort.TryParse(text.Substring(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code)) throw Wrong(at);
                    at += 4;
                    return (char)code;
                default: throw Wrong(at - 2);
            }
        }

        static object ReadWord(string text, ref int at, string word, object value)
        {
            if (string.CompareOrdinal(text, at, word, 0, word.Length) != 0) throw Wrong(at);
            at += word.Length;
            return value;
        }

        static object ReadNumber(string text, ref int at)
        {
            int from = at;
            bool isWhole = true;
            for (; at < text.Length; at++)
            {
                char one = text[at];
                if (one >= '0' && one <= '9' || one == '-' && at == from) continue;
                if (one != '.' && one != 'e' && one != 'E' && one != '+' && one != '-') break;
                isWhole = false;
            }
            string number = text.Substring(from, at - from);
            long small;
            if (isWhole && long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out small)) return small;
            BigInteger large;
            if (isWhole && BigInteger.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out large)) return large;
            double broken;
            if (!isWhole && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out broken)) return broken;
            throw Wrong(from);
        }

        /// <summary>
        /// An allow-list: text, numbers, booleans, tables, lists and custom objects are kept; everything else becomes a text, for live objects of
        /// .NET have no end. Dates become ISO 8601 with their offset, durations ISO 8601, enums their names, bytes base64, whole numbers past 2^53
        /// texts, NaN null. `depth`: how many more levels may be opened.
        /// </summary>
        public static void Write(StringBuilder json, object value, int depth)
        {
            PSObject wrapped = value as PSObject;
            // What hangs on a text or a list is left out: bare values only.
            if (wrapped != null && !(wrapped.BaseObject is PSCustomObject)) value = wrapped.BaseObject;
            if (value == null || value is DBNull || value == AutomationNull.Value) { json.Append("null"); return; }
            string text = value as string;
            if (text != null) { WriteText(json, text); return; }
            if (WriteSimple(json, value)) return;
            if (depth > 0 && WriteOpened(json, value, depth - 1)) return;
            text = TextOf(value);
            WriteText(json, text.Length > LongestText ? text.Substring(0, LongestText) : text);
        }

        static bool WriteSimple(StringBuilder json, object value)
        {
            if (value is bool) json.Append((bool)value ? "true" : "false");
            else if (value is Enum) WriteText(json, value.ToString());
            else if (value is int || value is short || value is byte || value is sbyte || value is ushort || value is uint) json.Append(Invariant(value, null));
            else if (value is long || value is ulong || value is decimal || value is BigInteger) WriteLarge(json, value);
            else if (value is double) WriteBroken(json, (double)value, value);
            else if (value is float) WriteBroken(json, (float)value, value);
            else if (value is SwitchParameter) json.Append(((SwitchParameter)value).IsPresent ? "true" : "false");
            else if (value is DateTime) WriteText(json, Invariant(Zoned((DateTime)value), "o"));
            else if (value is DateTimeOffset) WriteText(json, Invariant(value, "o"));
            else if (value is TimeSpan) WriteText(json, XmlConvert.ToString((TimeSpan)value));
            else if (value is byte[]) WriteText(json, Convert.ToBase64String((byte[])value));
            else if (value is Uri) WriteText(json, ((Uri)value).OriginalString);
            else if (value is SecureString || value is PSCredential) WriteText(json, "[redacted]");
            else return false;
            return true;
        }

        static bool WriteOpened(StringBuilder json, object value, int depth)
        {
            IDictionary table = value as IDictionary;
            if (table != null) { WriteTable(json, table, depth); return true; }
            PSObject custom = value as PSObject;
            if (custom != null)
            {
                char between = '{';
                foreach (PSPropertyInfo property in custom.Properties)
                {
                    WriteField(json, ref between, property.Name, ValueOf(property), depth);
                }
                json.Append(between == '{' ? "{}" : "}");
                return true;
            }
            // Lists only: enumerating any IEnumerable could run for ever, or run someone's code.
            IList list = value as IList;
            if (list == null) return false;
            json.Append('[');
            for (int i = 0; i < list.Count; i++)
            {
                if (i > 0) json.Append(',');
                Write(json, list[i], depth);
            }
            json.Append(']');
            return true;
        }

        /// <summary>Null where the script that computes it fails.</summary>
        static object ValueOf(PSPropertyInfo property)
        {
            try { return property.Value; }
            catch (GetValueException) { return null; }
        }

        static void WriteTable(StringBuilder json, IDictionary table, int depth)
        {
            char between = '{';
            foreach (DictionaryEntry entry in table) WriteField(json, ref between, TextOf(entry.Key), entry.Value, depth);
            json.Append(between == '{' ? "{}" : "}");
        }

        static void WriteField(StringBuilder json, ref char between, string name, object value, int depth)
        {
            json.Append(between);
            between = ',';
            WriteText(json, name);
            json.Append(':');
            Write(json, value, depth);
        }

        static string Invariant(object value, string format)
        {
            return ((IFormattable)value).ToString(format, CultureInfo.InvariantCulture);
        }

        /// <summary>As PowerShell makes a text of it.</summary>
        public static string TextOf(object value)
        {
            return (string)LanguagePrimitives.ConvertTo(value, typeof(string), CultureInfo.InvariantCulture) ?? "";
        }

        static DateTime Zoned(DateTime date)
        {
            return date.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(date, DateTimeKind.Local) : date;
        }

        static void WriteLarge(StringBuilder json, object value)
        {
            double size = value is BigInteger ? (double)(BigInteger)value : Convert.ToDouble(value, CultureInfo.InvariantCulture);
            if (size > Exact || size < -Exact) WriteText(json, Invariant(value, null));
            else json.Append(Invariant(value, null));
        }

        static void WriteBroken(StringBuilder json, double size, object value)
        {
            if (double.IsNaN(size) || double.IsInfinity(size)) json.Append("null");
            else json.Append(Invariant(value, "R"));
        }

        public static void WriteText(StringBuilder json, string text)
        {
            json.Append('"');
            int from = 0;
            for (int i = 0; i < text.Length; i++)
            {
                char one = text[i];
                if (one >= ' ' && one != '"' && one != '\\') continue;
                json.Append(text, from, i - from);
                if (one == '"' || one == '\\') json.Append('\\').Append(one);
                else json.Append("\\u").Append(((int)one).ToString("x4", CultureInfo.InvariantCulture));
                from = i + 1;
            }
            json.Append(text, from, text.Length - from).Append('"');
        }
    }
}
