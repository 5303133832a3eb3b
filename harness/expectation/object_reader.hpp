// The strict reading of JSON objects, with places as an expectation keeps them.
// Internal to the loader.
#pragma once

#include "expectation/expectation.hpp"
#include "support/object_reader.hpp"

namespace schedlitmus::expectation {

using json::expect_type;
using json::ObjectReader;
using json::read_bool;
using json::read_duration;
using json::read_filled_text;
using json::read_integer;
using json::read_number;
using json::read_text;
using json::read_texts;

/// The errors of one file, gathered so that all of them can be reported at once.
class Problems : public json::Problems {
 public:
  using json::Problems::Problems;
  [[nodiscard]] Position position(json::Place place) const { return {file_of(place), place.line, place.column}; }
};

}  // namespace schedlitmus::expectation
