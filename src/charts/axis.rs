//! Axes: lines, grids, tick labels that never overlap, and titles.
