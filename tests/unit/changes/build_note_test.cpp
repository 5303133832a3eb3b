#include <gtest/gtest.h>

#include "changes/words.hpp"
#include "unit/changes/sample_comparison.hpp"

namespace schedlitmus::changes {
namespace {

/// Two places that were built so.
std::string note_of(const std::string& before, const std::string& after) {
  auto compared = testing::comparison(2, 8, 1);
  auto& places = compared.lines[0].places;
  for (auto& place : places) place.go_line = "1.19";
  places[0].build = before;
  places[1].build = after;
  compare::Change change;
  change.from = 0;
  change.to = 1;
  return build_note(compared, change);
}

TEST(BuildNote, NamesTheDefaultsThatOneSideHasAloneAndNoMoreThanSome) {
  EXPECT_EQ(note_of("module, go 1.19, GODEBUG defaults panicnil=1,x509rsacrt=0",
                    "module, go 1.27, GODEBUG defaults x509rsacrt=0"),
            "built as module, go 1.19 before, as module, go 1.27 after; GODEBUG defaults before only: panicnil=1");
  EXPECT_EQ(
      note_of("module, go 1.19, GODEBUG defaults e=0,d=1,c=0,b=0,a=1", "module, go 1.26, GODEBUG defaults a=0,b=0"),
      "built as module, go 1.19 before, as module, go 1.26 after; GODEBUG defaults before only: a=1, c=0, d=1 and 1 "
      "more; GODEBUG defaults after only: a=0");
}

TEST(BuildNote, IsEmptyWhereTheDefaultsAreTheSame) {
  EXPECT_EQ(note_of("module, go 1.19, GODEBUG defaults a=1", "module, go 1.20, GODEBUG defaults a=1"), "");
  EXPECT_EQ(note_of("module, go 1.19", "module, go 1.19"), "");
}

}  // namespace
}  // namespace schedlitmus::changes
