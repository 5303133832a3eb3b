#include "trace/fields.hpp"

#include <gtest/gtest.h>

#include <set>

namespace schedlitmus::trace {
namespace {

TEST(Fields, FindsEachByItsName) {
  for (const auto& field : all_fields()) EXPECT_EQ(find_field(field.name), &field) << field.name;
  EXPECT_EQ(find_field("runq"), nullptr);
}

TEST(Fields, HasEachNameOnceAndSaysWhatItMeans) {
  std::set<std::string_view> names;
  for (const auto& field : all_fields()) {
    EXPECT_TRUE(names.insert(field.name).second) << field.name;
    EXPECT_FALSE(field.meaning.empty()) << field.name;
    EXPECT_TRUE(field.until_minor == 0 || field.until_minor >= field.since_minor) << field.name;
  }
}

TEST(Fields, HasAnObservableForEveryHeaderKey) {
  for (std::size_t i = 0; i < kHeaderFields; ++i) {
    const auto key = static_cast<HeaderField>(i);
    const auto* field = find_field(name_of(key));
    ASSERT_NE(field, nullptr) << name_of(key);
    EXPECT_EQ(field->source, FieldSource::header);
    EXPECT_EQ(header_field(name_of(key)), key);
  }
}

TEST(Fields, NamesTheKeysOfPAndMLines) {
  for (std::size_t i = 0; i < kProcFields; ++i)
    EXPECT_EQ(proc_field(name_of(static_cast<ProcField>(i))), static_cast<ProcField>(i));
  for (std::size_t i = 0; i < kMachineFields; ++i)
    EXPECT_EQ(machine_field(name_of(static_cast<MachineField>(i))), static_cast<MachineField>(i));
  EXPECT_FALSE(proc_field("tick"));
  EXPECT_FALSE(machine_field("status"));
}

TEST(Fields, TakesThePastedNameOfNmidlelocked) { EXPECT_EQ(header_field("nmidlewait"), HeaderField::nmidlelocked); }

TEST(FieldValues, TellsAbsentFromNoneFromANumber) {
  FieldValues<ProcField, kProcFields> values;
  EXPECT_FALSE(values.printed(ProcField::m));
  EXPECT_FALSE(values.get(ProcField::m));
  values.set_none(ProcField::m);
  EXPECT_TRUE(values.printed(ProcField::m));
  EXPECT_FALSE(values.get(ProcField::m));
  values.set(ProcField::m, 0);
  EXPECT_EQ(values.get(ProcField::m), 0);
}

}  // namespace
}  // namespace schedlitmus::trace
