"""Work on many texts at once: on all cores, or on a cluster of Dask."""
