"""Articles from any source → batches, on all cores or a Dask cluster, with a progress bar."""
