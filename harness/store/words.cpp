#include "store/words.hpp"

namespace schedlitmus::store {
namespace {

/// The enumerator from `first` to `last` that `name` calls `word`.
template <class Enum, class Name>
std::optional<Enum> with_word(std::string_view word, Enum first, Enum last, Name name) {
  for (auto i = static_cast<int>(first); i <= static_cast<int>(last); ++i) {
    if (name(static_cast<Enum>(i)) == word) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::optional<process::Ending> ending_of(std::string_view word) {
  using process::Ending;
  return with_word(word, Ending::exited, Ending::interrupted, [](Ending ending) { return name_of(ending); });
}

std::optional<expectation::OutcomeKind> outcome_kind_of(std::string_view word) {
  using expectation::OutcomeKind;
  return with_word(word, OutcomeKind::held, OutcomeKind::undecided, [](OutcomeKind kind) { return name_of(kind); });
}

std::optional<trace::Trouble> trouble_of(std::string_view word) {
  using trace::Trouble;
  return with_word(word, Trouble{}, static_cast<Trouble>(trace::kTroubles - 1),
                   [](Trouble trouble) { return name_of(trouble); });
}

}  // namespace schedlitmus::store
