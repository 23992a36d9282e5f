#include "base/reflect.h"

#include <gtest/gtest.h>

namespace gantry {
namespace {

enum class Colour : std::uint8_t { Red, DarkBlue };
std::span<const std::string_view> enum_names(Colour) {
    static constexpr std::string_view kNames[] = {"RED", "DARK_BLUE"};
    return kNames;
}

struct Wheel {
    std::int32_t size = 0;
    std::optional<std::string> maker;
    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info = reflect::structure<Wheel>(
            "Wheel", {reflect::field<&Wheel::size>("size"), reflect::field<&Wheel::maker>("maker")}
        );
        return info;
    }
};

struct Car {
    std::optional<std::vector<Wheel>> wheels;
    std::map<std::string, std::string> labels;
    Colour colour = Colour::Red;
    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info = reflect::structure<Car>(
            "Car",
            {reflect::field<&Car::wheels>("wheels"),
             reflect::field<&Car::labels>("labels"),
             reflect::field<&Car::colour>("colour")}
        );
        return info;
    }
};

TEST(Reflect, AbsentOptionalIsNullUntilEmplaced) {
    Wheel wheel;
    const reflect::FieldInfo& maker = reflect::type_of<Wheel>().fields[1];
    EXPECT_EQ(maker.get(&wheel), nullptr);
    *static_cast<std::string*>(maker.emplace(&wheel)) = "acme";
    EXPECT_EQ(wheel.maker, "acme");
    EXPECT_EQ(maker.emplace(&wheel), static_cast<void*>(&*wheel.maker))
        << "a present value is kept";
    maker.reset(&wheel);
    EXPECT_FALSE(wheel.maker);
}

TEST(Reflect, ListsAndMapsAreWalkedThroughTheirDescriptions) {
    Car car;
    const auto& fields = reflect::type_of<Car>().fields;
    void* wheels = fields[0].emplace(&car);
    static_cast<Wheel*>(fields[0].type().append(wheels))->size = 17;
    ASSERT_EQ(car.wheels->size(), 1U);
    EXPECT_EQ(car.wheels->front().size, 17);

    *static_cast<std::string*>(fields[1].type().insert(&car.labels, "a")) = "b";
    std::string seen;
    fields[1].type().each(&car.labels, [&](const std::string& key, const void* value) {
        seen += key + *static_cast<const std::string*>(value);
    });
    EXPECT_EQ(seen, "ab");
}

TEST(Reflect, EnumsHaveTexts) {
    EXPECT_EQ(reflect::to_text(Colour::DarkBlue), "DARK_BLUE");
    EXPECT_EQ(reflect::from_text<Colour>("RED"), Colour::Red);
    EXPECT_FALSE(reflect::from_text<Colour>("red"));
}

}  // namespace
}  // namespace gantry
