using System.Buffers.Binary;

namespace MtaSts.Functions.Tests.Checks;

/// <summary>DNS messages in bytes (RFC 1035 §4.1).</summary>
internal static class DnsMessage
{
    public const int NoError = 0;
    public const int ServerFailure = 2;
    public const int NameError = 3;
    public const int Refused = 5;

    private const int HeaderLength = 12;
    private const byte Truncated = 0x02;

    public static DnsQuery Read(byte[] message, bool isTcp)
    {
        var labels = new List<string>();
        var at = HeaderLength;
        for (; message[at] != 0; at += message[at] + 1)
        {
            labels.Add(Encoding.Latin1.GetString(message, at + 1, message[at]));
        }

        return new DnsQuery(message, string.Join('.', labels), BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(at + 1)), at + 5, isTcp);
    }

    /// <summary>An answer with these records; over UDP one that says it was cut where they do not fit.</summary>
    public static byte[] Answer(DnsQuery query, int code, IReadOnlyCollection<byte[]> records)
    {
        var length = query.QuestionEnd + records.Sum(record => record.Length);
        return length > (query.IsTcp ? ushort.MaxValue : 1_232) ? Cut(query) : Compose(query, 0, code, records);
    }

    /// <summary>An answer that was cut (TC), with nothing in it.</summary>
    public static byte[] Cut(DnsQuery query) => Compose(query, Truncated, NoError, []);

    public static byte[] Record(string name, int type, int timeToLive, ReadOnlySpan<byte> data)
    {
        var owner = EncodeName(name);
        var record = new byte[owner.Length + 10 + data.Length];
        owner.CopyTo(record, 0);
        var fields = record.AsSpan(owner.Length);
        BinaryPrimitives.WriteUInt16BigEndian(fields, (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(fields[2..], 1);
        BinaryPrimitives.WriteInt32BigEndian(fields[4..], timeToLive);
        BinaryPrimitives.WriteUInt16BigEndian(fields[8..], (ushort)data.Length);
        data.CopyTo(fields[10..]);
        return record;
    }

    /// <summary>A name, each character one byte (Latin-1), so that any byte can stand in it but the dot.</summary>
    public static byte[] EncodeName(string name) =>
        [.. name.Split('.', StringSplitOptions.RemoveEmptyEntries).SelectMany(label => EncodeString(label)), 0];

    /// <summary>A character-string: its length, then its bytes.</summary>
    public static byte[] EncodeString(string text) => [(byte)text.Length, .. Encoding.Latin1.GetBytes(text)];

    private static byte[] Compose(DnsQuery query, byte flags, int code, IReadOnlyCollection<byte[]> records)
    {
        var message = new byte[query.QuestionEnd + records.Sum(record => record.Length)];
        query.Message.AsSpan(0, query.QuestionEnd).CopyTo(message);
        message[2] = (byte)(0x81 | flags);
        message[3] = (byte)(0x80 | code);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(6), (ushort)records.Count);
        message.AsSpan(8, 4).Clear();
        var at = query.QuestionEnd;
        foreach (var record in records)
        {
            record.CopyTo(message, at);
            at += record.Length;
        }

        return message;
    }
}

/// <summary>A question as it came to a <see cref="DnsServer"/>.</summary>
/// <param name="Message">The whole message.</param>
/// <param name="Name">The name, without the trailing dot.</param>
/// <param name="Type">The type of record.</param>
/// <param name="QuestionEnd">Where the question ends in the message.</param>
/// <param name="IsTcp">Whether it came over TCP.</param>
internal sealed record DnsQuery(byte[] Message, string Name, int Type, int QuestionEnd, bool IsTcp);
