#include "plan/bisection.hpp"

#include <bit>

namespace schedlitmus::plan {

Bisection::Bisection(std::size_t places) : first_bad_(places - 1), is_undecided_(places, false) {}

std::optional<std::size_t> Bisection::next() const {
  const std::size_t middle = last_good_ + (first_bad_ - last_good_) / 2;
  for (std::size_t off = 0; off < first_bad_ - last_good_; ++off) {
    if (middle >= last_good_ + off + 1 && !is_undecided_[middle - off]) return middle - off;
    if (middle + off < first_bad_ && middle + off > last_good_ && !is_undecided_[middle + off]) return middle + off;
  }
  return std::nullopt;
}

void Bisection::tell(std::size_t place, Likeness likeness) {
  if (place <= last_good_ || place >= first_bad_) return;
  if (likeness == Likeness::good) last_good_ = place;
  if (likeness == Likeness::bad) first_bad_ = place;
  if (likeness == Likeness::undecided) is_undecided_[place] = true;
}

std::size_t Bisection::open() const { return first_bad_ - last_good_ - 1 - undecided().size(); }

int Bisection::steps_left() const { return static_cast<int>(std::bit_width(open())); }

std::vector<std::size_t> Bisection::undecided() const {
  std::vector<std::size_t> places;
  for (std::size_t place = last_good_ + 1; place < first_bad_; ++place)
    if (is_undecided_[place]) places.push_back(place);
  return places;
}

std::vector<Change> changes_in(const std::vector<Likeness>& row) {
  std::vector<Change> changes;
  Change since;
  std::optional<std::size_t> decided;
  for (std::size_t place = 0; place < row.size(); ++place) {
    if (row[place] == Likeness::undecided) {
      since.undecided.push_back(place);
      continue;
    }
    if (decided && row[*decided] != row[place]) changes.push_back({*decided, place, since.undecided});
    decided = place;
    since.undecided.clear();
  }
  return changes;
}

}  // namespace schedlitmus::plan
