// Where numbers stand in a sample: a key of the header, a list, or a key of all
// P or M lines.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "expectation/expectation.hpp"
#include "trace/sample.hpp"

namespace schedlitmus::selftest {

enum class PlaceKind : std::uint8_t { header, local, schedticks, procs, machines };

struct Place {
  PlaceKind kind = PlaceKind::header;
  std::size_t key = 0;  ///< of header, procs and machines
  bool operator==(const Place&) const = default;
};

/// The name that a check has for it: "runqueue", "local_queues", "p.status".
[[nodiscard]] std::string name_of(Place place);

/// The numbers there, one for each line that has the key; none where it is not printed.
[[nodiscard]] std::vector<std::int64_t> numbers_at(const trace::Sample& sample, Place place);
/// Puts them back, changed; as many as numbers_at gave.
void put_numbers(trace::Sample& sample, Place place, const std::vector<std::int64_t>& numbers);

/// All places that some sample has.
[[nodiscard]] std::vector<Place> places_of(const std::vector<trace::Sample>& samples);
/// Those of them that the check looks at: another number there is another observation.
[[nodiscard]] std::vector<Place> places_seen_by(const expectation::Check& check, const std::vector<Place>& places,
                                                const std::vector<trace::Sample>& samples);

/// Makes a number one that the runtime could print there, with these Ps.
[[nodiscard]] std::int64_t possible(std::int64_t number, Place place, int gomaxprocs);
/// Corrects what contradicts itself after single numbers were changed: there
/// are not more idle threads than threads, nor more idle Ps than Ps.
void make_consistent(trace::Sample& sample);

}  // namespace schedlitmus::selftest
