#include "selftest/control.hpp"

#include <gmock/gmock.h>

#include "unit/selftest/folder.hpp"

namespace schedlitmus::selftest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

constexpr const char* kCheck = R"({"id": "one-two", "always": true, "field": "runqueue", "max": 3})";

TEST(Control, ReadsChecksAndReleaseOffTheName) {
  const auto held = read_name("folder/holds-1.21rc2.trace");
  ASSERT_TRUE(held);
  EXPECT_TRUE(held->holds);
  EXPECT_EQ(held->release.to_string(), "1.21rc2");
  const auto missed = read_name("violated-one-two+three-1.13.15.trace");
  ASSERT_TRUE(missed);
  EXPECT_FALSE(missed->holds);
  EXPECT_THAT(missed->missed, ElementsAre("one-two", "three"));
  EXPECT_EQ(missed->release.to_string(), "1.13.15");
}

TEST(Control, RefusesNamesThatSayNothing) {
  for (const char* name : {"two_procs-1.5.4.trace", "holds.trace", "holds-one.trace", "violated-1.5.4.trace",
                           "violated-a.trace", "holds-1.13.15-p2.trace"}) {
    const auto control = read_name(name);
    ASSERT_FALSE(control) << name;
    EXPECT_EQ(control.error().where, name);
    EXPECT_THAT(control.error().hint, HasSubstr("holds-RELEASE.trace and violated-CHECK"));
  }
}

TEST(Control, LiesBesideTheExpectationOrBesideAFolderAboveIt) {
  const Folder folder;
  const auto expectation = folder.expectation("mine/queues/deep", kCheck);
  EXPECT_EQ(controls_folder(expectation, {}), folder.path() / "mine/queues/controls/deep");
  folder.write("mine/controls/queues/deep/holds-1.5.4.trace", "");
  EXPECT_EQ(controls_folder(expectation, {}), folder.path() / "mine/controls/queues/deep");
  folder.write("mine/queues/controls/deep/holds-1.5.4.trace", "");
  EXPECT_EQ(controls_folder(expectation, {}), folder.path() / "mine/queues/controls/deep");
}

TEST(Control, LiesBelowTheGivenFolderAsTheExpectationDoesBelowItsOwn) {
  const Folder folder;
  const auto expectation = folder.expectation("mine/queues/deep", kCheck);
  const Places given{.given = (folder.path() / "kept").string(), .shipped_expectations = {}, .shipped_controls = {}};
  EXPECT_EQ(controls_folder(expectation, given), folder.path() / "kept/deep");
  folder.write("kept/queues/deep/holds-1.5.4.trace", "");
  EXPECT_EQ(controls_folder(expectation, given), folder.path() / "kept/queues/deep");
}

TEST(Control, OfAShippedExpectationLiesWithTheOthers) {
  const Folder folder;
  (void)folder.expectation("expectations/queues/deep", kCheck);
  const auto root = (folder.path() / "expectations").string();
  const auto loaded = expectation::load({root}, root);
  const Places places{.given = {}, .shipped_expectations = root, .shipped_controls = "shipped"};
  EXPECT_EQ(controls_folder(loaded.expectations.at(0), places), "shipped/queues/deep");
}

TEST(Control, IsNoExpectationWhereFoldersAreLoaded) {
  const Folder folder;
  (void)folder.expectation("mine/deep", kCheck);
  folder.write("mine/controls/deep/holds-1.5.4.run.json", note_of(0));
  const auto loaded = expectation::load({(folder.path() / "mine").string()}, "");
  EXPECT_THAT(loaded.errors, SizeIs(0));
  EXPECT_THAT(loaded.expectations, SizeIs(1));
}

TEST(Control, NamesAreFoundInOrderAndThoseOfNoCheckAreErrors) {
  const Folder folder;
  const auto expectation = folder.expectation("deep", kCheck);
  for (const char* name : {"violated-one-two-1.5.4", "violated-tow-1.5.4", "holds-1.5.4", "other"})
    folder.write(fmt::format("controls/deep/{}.trace", name), "");
  folder.write("controls/deep/holds-1.5.4.run.json", note_of(0));
  const auto controls = find_controls(expectation, controls_folder(expectation, {}));
  ASSERT_THAT(controls.found, SizeIs(3));
  EXPECT_TRUE(controls.found[0].holds);
  ASSERT_THAT(controls.errors, SizeIs(2));
  EXPECT_THAT(to_string(controls.errors[0]), HasSubstr("other.trace: this is no control's name"));
  EXPECT_THAT(controls.errors[1].what, HasSubstr("a control for the check \"tow\", which is not in"));
}

}  // namespace
}  // namespace schedlitmus::selftest
