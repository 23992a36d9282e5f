# gantry_library(<name> SOURCES … DEPS … [TESTS … TEST_DEPS … [THREADED_TESTS …]])
#
# One static library per folder. DEPS is the list of folders it may include; a link that is missing
# here is an include that is not allowed. TESTS become one executable, <name>_test, run by ctest.
#
# Under the thread sanitizer only the tests of folders that have threads are built and run: of the others
# it can tell nothing. THREADED_TESTS are those of such a folder, where most have no threads. What simulations
# share is shared by the threads of `gantry sim`.
set(GANTRY_THREADED gantry_base gantry_net gantry_store gantry_logs_engine gantry_docker_runtime gantry_network
                    gantry_storage gantry_agent gantry_agent_endpoint gantry_control)

# No fuzzer runs these, so nobody counts what of them is covered: under the sanitizers they compile in
# nine tenths of the time, and simulations run in four fifths.
set(GANTRY_UNFUZZED gantry_agent gantry_cgroup gantry_control gantry_control_core
                    gantry_docker_runtime gantry_fake_runtime gantry_sim)

# Handlers, pages and ports of services, the rows of some, the control plane's front, agents, drivers, the
# program's commands: most of the code, a little of the time. They are compiled for little code rather than for speed, which takes
# two thirds of the time.
set(GANTRY_SELDOM_RUN
    "/src/(services/[^/]+(/(api|pages|config|registry|exec|roles|network)|/api/[^/]+)?|services/(ec2|ecr|s3)/model|control|agent|drivers/(cgroup|network|runtime/docker)|cmd(/.*)?)$")

# Where most of the time of unit tests, fuzzers and simulations goes. Under the address sanitizer all else
# is not optimised, which takes half the time to compile; under the thread sanitizer nothing is.
set(GANTRY_OFTEN_RUN
    "/src/(base|wire|core|store|aws|services/(ecs/(model|placement)|iam/policy|logs/(engine|filter|insights)|kms/crypto))$")

# Where most files include the shapes and the rows of ECS, most tests the whole service.
set(GANTRY_ON_ECS "/src/(agent|control|services/ecs|sim)(/.*)?$|/src/(cmd|services)$")

# GANTRY_WHOLE_SERVICES compiles the folders of a service as one unit, those with other options as another,
# and their tests as one program, gantry_service_<service>_test; what a folder's library is called then means
# the library that it is part of. Most of the time of a unit goes into what it includes, and the folders of a
# service include the same (decision 0046). Daily work is quicker without.
function(gantry_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;DEPS;TESTS;TEST_DEPS;THREADED_TESTS" ${ARGN})
    if(ARG_SOURCES)
        gantry_compile(${name} "${ARG_SOURCES}" "${ARG_DEPS}")
    else()
        add_library(${name} INTERFACE)
        target_include_directories(${name} INTERFACE ${CMAKE_SOURCE_DIR}/src)
        target_link_libraries(${name} INTERFACE ${ARG_DEPS})
    endif()
    if(GANTRY_SANITIZE STREQUAL "thread" AND ARG_THREADED_TESTS)
        set(ARG_TESTS ${ARG_THREADED_TESTS})
    endif()
    if(ARG_TESTS AND GANTRY_TESTS)
        gantry_compile_tests(${name} "${ARG_TESTS}" "${ARG_TEST_DEPS}")
    endif()
endfunction()

function(gantry_compile name sources deps)
    gantry_kinds_of(${name} kinds)
    gantry_whole_of(${name} whole)
    set(target ${name})
    if(whole)
        string(JOIN _ target ${whole} ${kinds})
        add_library(${name} INTERFACE)
        target_link_libraries(${name} INTERFACE ${target} ${deps})
    endif()
    if(NOT TARGET ${target})
        add_library(${target} STATIC)
        target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR}/src)
        target_link_libraries(${target} PRIVATE gantry_warnings)
        foreach(kind ${kinds})
            cmake_language(CALL gantry_${kind} ${target})
        endforeach()
        gantry_precompile(${target})
    endif()
    gantry_add_sources(${target} "${sources}")
    target_link_libraries(${target} PUBLIC ${deps})
endfunction()

# Which of `uncounted` and `unoptimised` a folder's library is.
function(gantry_kinds_of name out)
    set(kinds "")
    if(name IN_LIST GANTRY_UNFUZZED)
        list(APPEND kinds uncounted)
    endif()
    if(CMAKE_CURRENT_SOURCE_DIR MATCHES "${GANTRY_SELDOM_RUN}"
       OR (GANTRY_SANITIZE AND NOT CMAKE_CURRENT_SOURCE_DIR MATCHES "${GANTRY_OFTEN_RUN}"))
        list(APPEND kinds unoptimised)
    endif()
    set(${out} "${kinds}" PARENT_SCOPE)
endfunction()

# gantry_service_<service> for a folder of a service that is compiled whole, else empty.
function(gantry_whole_of name out)
    set(${out} "" PARENT_SCOPE)
    if(GANTRY_WHOLE_SERVICES AND CMAKE_CURRENT_SOURCE_DIR MATCHES "/src/services/([^/]+)")
        set(${out} gantry_service_${CMAKE_MATCH_1} PARENT_SCOPE)
    endif()
endfunction()

function(gantry_add_sources target sources)
    foreach(source ${sources})
        cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
        target_sources(${target} PRIVATE ${source})
    endforeach()
endfunction()

function(gantry_compile_tests name tests deps)
    gantry_whole_of(${name} whole)
    if(NOT whole OR name IN_LIST GANTRY_THREADED)
        set(whole ${name})
    endif()
    set(program ${whole}_test)
    if(NOT TARGET ${program})
        add_executable(${program})
        if(NOT whole STREQUAL name)
            string(REPLACE gantry_service_ src/services/ folder ${whole})
            set_target_properties(${program} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/${folder})
        endif()
        target_link_libraries(${program} PRIVATE gantry_warnings GTest::gtest GTest::gmock GTest::gtest_main)
        # For what is read from there: journals of earlier versions, coverage pages.
        target_compile_definitions(${program} PRIVATE GANTRY_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
        gantry_compile_fast(${program})
        gantry_precompile(${program} GTest::gtest GTest::gmock)
        gantry_run_tests(${name} ${whole} ${program})
    endif()
    gantry_add_sources(${program} "${tests}")
    target_link_libraries(${program} PRIVATE ${name} ${deps})
endfunction()

function(gantry_run_tests name test program)
    if(GANTRY_SANITIZE STREQUAL "thread" AND NOT name IN_LIST GANTRY_THREADED)
        set_target_properties(${program} PROPERTIES EXCLUDE_FROM_ALL ON)
        return()
    endif()
    add_test(NAME ${test} COMMAND ${program})
    set_tests_properties(${test} PROPERTIES LABELS unit TIMEOUT 900)
endfunction()

# For code that little time is spent in: checked by the sanitizers like all other, but neither optimised
# nor counted for coverage, which takes several times as long to compile.
function(gantry_compile_fast target)
    gantry_unoptimised(${target})
    gantry_uncounted(${target})
endfunction()

function(gantry_unoptimised target)
    if(GANTRY_SANITIZE STREQUAL "thread")
        return() # as all is
    elseif(GANTRY_SANITIZE)
        gantry_add_options(${target} -O0)
        # Each access to memory is checked by a call rather than in place: a tenth less to compile, and what
        # is not optimised takes no longer for it.
        gantry_tune(${target} "-asan-instrumentation-with-call-threshold=0")
    elseif(CMAKE_BUILD_TYPE STREQUAL "Release")
        target_compile_options(${target} PRIVATE -O1)
        gantry_tune(${target} "-inline-threshold=30")
    endif()
endfunction()

# An option of LLVM's, which precompiled headers are indifferent to.
function(gantry_tune target option)
    if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        target_compile_options(${target} PRIVATE "SHELL:-mllvm ${option}")
    endif()
endfunction()

function(gantry_uncounted target)
    if(GANTRY_FUZZ)
        gantry_add_options(${target} -fno-sanitize=fuzzer-no-link)
    endif()
endfunction()

function(gantry_add_options target)
    target_compile_options(${target} PRIVATE ${ARGN})
    set_property(TARGET ${target} APPEND PROPERTY GANTRY_OPTIONS ${ARGN})
endfunction()

# The standard library's headers, fmt's, and base's (with GoogleTest's for tests) are compiled once for
# all targets of the same options: a unit then takes a second less, and one on ECS two to three. Every file
# still includes what it uses: the dev preset builds without. Call it when the target has its options.
function(gantry_precompile target)
    if(NOT GANTRY_PCH)
        return()
    endif()
    get_target_property(options ${target} GANTRY_OPTIONS)
    if(NOT options)
        set(options "")
    endif()
    list(SORT options)
    set(headers <algorithm> <chrono> <functional> <map> <memory> <optional> <ranges> <set> <string> <vector>
                <fmt/format.h> "${CMAKE_SOURCE_DIR}/src/base/loop.h" "${CMAKE_SOURCE_DIR}/src/base/reflect.h"
                "${CMAKE_SOURCE_DIR}/src/base/result.h")
    set(about "")
    if(ARGN)
        list(APPEND headers <gtest/gtest.h> <gmock/gmock.h>)
    endif()
    if(CMAKE_CURRENT_SOURCE_DIR MATCHES "${GANTRY_ON_ECS}")
        set(about ecs)
        list(APPEND headers "${CMAKE_BINARY_DIR}/gen/api/acs/task.h"
                            "${CMAKE_SOURCE_DIR}/src/services/ecs/model/tables.h")
        if(ARGN)
            list(APPEND headers "${CMAKE_SOURCE_DIR}/src/service/test_world.h"
                                "${CMAKE_SOURCE_DIR}/src/services/ecs/service.h")
        endif()
    endif()
    string(MAKE_C_IDENTIFIER "gantry_pch ${about} ${options} ${ARGN}" precompiled)
    if(NOT TARGET ${precompiled})
        add_library(${precompiled} OBJECT ${CMAKE_SOURCE_DIR}/cmake/precompiled.cc)
        target_include_directories(${precompiled} PRIVATE ${CMAKE_SOURCE_DIR}/src ${CMAKE_SOURCE_DIR}/api/include
                                                          ${CMAKE_BINARY_DIR}/gen)
        target_link_libraries(${precompiled} PRIVATE fmt::fmt Threads::Threads gantry_warnings ${ARGN})
        target_compile_options(${precompiled} PRIVATE ${options})
        target_precompile_headers(${precompiled} PRIVATE ${headers})
    endif()
    target_precompile_headers(${target} REUSE_FROM ${precompiled})
endfunction()
