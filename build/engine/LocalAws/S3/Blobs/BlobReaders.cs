namespace LocalAws.S3.Blobs;

/// <summary>
/// Keeps the files of objects that were overwritten or deleted until everybody has ended who began to read before: S3
/// gives a reader the whole object that it began with.
/// </summary>
sealed class BlobReaders(Action<Blob> delete)
{
    readonly Lock _sync = new();
    readonly SortedSet<long> _reading = [];
    readonly Queue<(long Moment, Blob Blob)> _waiting = new();
    long _moment;

    /// <summary>Holds all files of this moment until it is disposed.</summary>
    public IDisposable Begin()
    {
        lock (_sync)
        {
            _reading.Add(++_moment);
            return new OpenRead(this, _moment);
        }
    }

    public void Delete(IEnumerable<Blob> blobs)
    {
        var free = new List<Blob>();
        lock (_sync)
        {
            foreach (var blob in blobs)
                if (_reading.Count == 0)
                    free.Add(blob);
                else
                    _waiting.Enqueue((++_moment, blob));
        }
        free.ForEach(delete);
    }

    void End(long moment)
    {
        var free = new List<Blob>();
        lock (_sync)
        {
            _reading.Remove(moment);
            while (_waiting.TryPeek(out var first) && (_reading.Count == 0 || first.Moment < _reading.Min))
                free.Add(_waiting.Dequeue().Blob);
        }
        free.ForEach(delete);
    }

    sealed class OpenRead(BlobReaders readers, long moment) : IDisposable
    {
        bool _ended;

        public void Dispose()
        {
            if (_ended)
                return;
            _ended = true;
            readers.End(moment);
        }
    }
}
