// The changed observables along a line, with the places that behave alike taken together.
#pragma once

#include <string>
#include <vector>

#include "compare/comparison.hpp"

namespace schedlitmus::compare {

struct Table {
  std::vector<Observable> columns;  ///< what changes on the line; of one name the strongest
  struct Row {
    std::size_t first = 0, last = 0;  ///< places without a change between them
    int runs = 0;
    std::vector<Shown> cells;  ///< as columns; without runs where none tells
  };
  std::vector<Row> rows;
};

/// `changes`: those of the line are taken, in their order. No rows where there are none.
[[nodiscard]] Table table_of(const Line& line, std::size_t index, const std::vector<Change>& changes);

/// "1.13.15"; with its role "baseline 1.13.15".
[[nodiscard]] std::string describe_place(const Place& place);

/// "1.2.2..1.13.15"; one place alone is "1.13.15".
[[nodiscard]] std::string describe_range(const Line& line, std::size_t first, std::size_t last);

}  // namespace schedlitmus::compare
