// A part of a matrix, for several machines or jobs to share it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "support/result.hpp"

namespace schedlitmus::plan {

struct Shard {
  int index = 1;  ///< 1..count
  int count = 1;
  bool operator==(const Shard&) const = default;
};

/// Reads "2/4".
[[nodiscard]] Result<Shard> parse_shard(std::string_view text);
[[nodiscard]] std::string to_string(Shard shard);  // "2/4"

/// Which cells are the shard's, in the order of the matrix. All shards of one
/// count together have each cell once. Cells that are run and cells that are
/// skipped are each dealt out in turn, so that every shard has as many as any
/// other, give or take one, and some of every expectation.
[[nodiscard]] std::vector<std::size_t> cells_of(Shard shard, const std::vector<bool>& skipped);

}  // namespace schedlitmus::plan
