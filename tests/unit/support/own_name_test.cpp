#include "support/own_name.hpp"

#include <gtest/gtest.h>

namespace schedlitmus {
namespace {

TEST(OwnName, IsAWordForAShellThatCallsTheProgramAsItWasCalled) {
  EXPECT_EQ(own_name(), "./schedlitmus") << "that of the project's own folder, until it is told";
  set_own_name("../schedlitmus/schedlitmus");
  EXPECT_EQ(own_name(), "../schedlitmus/schedlitmus");
  set_own_name("/home/a team/schedlitmus");
  EXPECT_EQ(own_name(), "'/home/a team/schedlitmus'");
  set_own_name("");
  EXPECT_EQ(own_name(), "'/home/a team/schedlitmus'") << "a program can be started without a name";
  set_own_name("./schedlitmus");
}

}  // namespace
}  // namespace schedlitmus
