// The part of a check that says when it looks. Internal to the loader.
#pragma once

#include <optional>
#include <string>

#include "expectation/expectation.hpp"
#include "expectation/object_reader.hpp"
#include "expectation/read_scenario.hpp"

namespace schedlitmus::expectation {

/// The quantifier with its value, and its window; after the subject. False
/// where the check names no quantifier, or more than one.
bool read_when(ObjectReader& reader, const Limits& limits, Check& check, Problems& problems);

/// The value of "share", "streak", "trend", "quantile" or "aggregate".
void read_quantity(const json::Member& member, ObjectReader& reader, Check& check, Problems& problems);
/// "per", which divides the number of "aggregate".
void read_per(ObjectReader& reader, const Limits& limits, Check& check, Problems& problems);

/// The keys of a window.
struct WindowKeys {
  const json::Member* within;
  const json::Member* from;
  const json::Member* until;
  const json::Member* by;
};

/// "at" with "within".
void read_at(const json::Member& at, const WindowKeys& keys, const Limits& limits, Check& check, Problems& problems);
/// "from" with "until", or with "by" of `eventually`: the member at `quantifier`.
void read_span(const json::Member& quantifier, const WindowKeys& keys, const Limits& limits, Check& check,
               Problems& problems);

}  // namespace schedlitmus::expectation
