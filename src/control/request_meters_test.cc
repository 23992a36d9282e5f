#include "control/request_meters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/all.h"

namespace gantry::control {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class RequestMetersTest : public testing::Test {
  protected:
    [[nodiscard]] std::string text() const {
        service::MetricsText page;
        meters.write(page);
        return page.text();
    }
    const service::Service& ecs = *all_services().front();
    const api::OperationInfo& operation = ecs.model().operations.front();
    RequestMeters meters{all_services()};
};

TEST_F(RequestMetersTest, WhatWasNeverAskedForIsNotListed) {
    EXPECT_THAT(
        text(), AllOf(HasSubstr("# TYPE gantry_requests_total counter"), Not(HasSubstr("{")))
    );
}

TEST_F(RequestMetersTest, AnswersAreCountedByStatusAndTimed) {
    const auto labels = std::string("{service=\"") + std::string(ecs.name) + "\",operation=\"" +
                        std::string(operation.name) + "\"";
    meters.add(ecs, &operation, 200, std::chrono::milliseconds{2});
    meters.add(ecs, &operation, 200, std::chrono::milliseconds{2});
    meters.add(ecs, &operation, 403, std::nullopt);
    meters.add(ecs, &operation, 418, std::nullopt);
    EXPECT_THAT(
        text(),
        AllOf(
            HasSubstr("gantry_requests_total" + labels + ",code=\"200\"} 2\n"),
            HasSubstr("gantry_requests_total" + labels + ",code=\"403\"} 1\n"),
            HasSubstr("gantry_requests_total" + labels + ",code=\"other\"} 1\n"),
            HasSubstr("gantry_request_duration_seconds_count" + labels + "} 2\n")
        )
    );
}

TEST_F(RequestMetersTest, WhateverNamesClientsMakeUpThereIsOneMoreLine) {
    for (int i = 0; i < 3; ++i) meters.add(ecs, nullptr, 400, std::chrono::milliseconds{1});
    EXPECT_THAT(text(), HasSubstr("operation=\"unknown\",code=\"400\"} 3\n"));
}

}  // namespace
}  // namespace gantry::control
