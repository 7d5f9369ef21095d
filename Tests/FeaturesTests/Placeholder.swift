import Testing
@Test func FeaturesTestsPlaceholder() {}
import HummingbirdTesting
