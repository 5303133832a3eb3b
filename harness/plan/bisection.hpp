// Where in a row of releases the behaviour changes, with few of them looked at.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace schedlitmus::plan {

enum class Likeness : std::uint8_t {
  good,       ///< as the first of the row
  bad,        ///< as the last of the row
  undecided,  ///< it cannot be told
};

/// Halves a row whose first place is good and whose last one is bad. Places that
/// are undecided are gone around; the answer is then a range, if they lie in the
/// wrong place. In a row that changes more than once it finds one of the changes.
class Bisection {
 public:
  /// Of so many places, at least two.
  explicit Bisection(std::size_t places);

  /// Where to look next: as near to the middle as can be. Nothing: it is found, as far as it can be.
  [[nodiscard]] std::optional<std::size_t> next() const;
  /// What was seen there; a place outside of what is still open says nothing.
  void tell(std::size_t place, Likeness likeness);
  /// How often next() is looked at at most, if no place is undecided.
  [[nodiscard]] int steps_left() const;

  [[nodiscard]] std::size_t last_good() const { return last_good_; }
  [[nodiscard]] std::size_t first_bad() const { return first_bad_; }
  /// Those between the two, ascending; once next() gives nothing, all of them.
  [[nodiscard]] std::vector<std::size_t> undecided() const;

 private:
  [[nodiscard]] std::size_t open() const;

  std::size_t last_good_ = 0;
  std::size_t first_bad_;
  std::vector<bool> is_undecided_;
};

/// Where one decided place is unlike the one before it.
struct Change {
  std::size_t before = 0, after = 0;
  std::vector<std::size_t> undecided;  ///< between the two
  [[nodiscard]] bool operator==(const Change&) const = default;
};

/// All changes of a row that was looked at as a whole.
[[nodiscard]] std::vector<Change> changes_in(const std::vector<Likeness>& row);

}  // namespace schedlitmus::plan
