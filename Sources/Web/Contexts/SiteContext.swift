package import Core
package import Hummingbird
import NIOCore

/// What every request has: the person's language, where it comes from, and who asks, if anybody signed in.
package struct SiteContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    package var language: Language = .fr
    /// The browser asked for it; otherwise a portal's own language may take its place.
    package var isLanguageSaid = true
    package var visitor: Visitor? { didSet { facts.note(visitor) } }
    /// The network address of the client, after trusted proxies.
    package var address: String
    /// The request's name in logs and on error pages.
    package var requestID: String
    /// Who asked, for what stands outside of where that is found out.
    let facts = RequestFacts()

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? "local"
        requestID = newRequestName()
    }

    package var formats: Formats { Formats(language, visitor?.preferences ?? Preferences()) }
}

/// Somebody who signed in, with what pages show about them.
package struct Visitor: Sendable {
    package let viewer: Viewer
    package let firstName: String
    package let signInName: String
    package let isAdministrator: Bool
    /// The password is temporary: nothing else until it is changed.
    package let mustChange: Bool
    /// How the person reads.
    package let preferences: Preferences
    /// Nil for a program that came with a key.
    package let session: SessionFacts?
    package let portal: PortalLook?
    package let accountName: String?
    /// The account supplies the firm: customers who do not are not offered supplier invoices.
    package var isSupplier = false
    /// The portal's, for whoever said none.
    package var portalLanguage: Language?
    /// The portal's privacy policy is to be accepted before anything else.
    package var waitsForPolicy = false
    /// The portal has a privacy policy to be read.
    package var hasPolicy = false
    /// The person manages the colleagues of its account.
    package var managesColleagues = false
    /// The person has other accesses to change to.
    package var hasOtherAccesses = false
    /// What a member of staff may do beside records.
    package var powers: Set<StaffPower> = []
    /// Gives accesses: either power will do.
    package var mayInvite: Bool { !powers.isDisjoint(with: StaffPower.inviting) }
    /// The tabs of the portal beside its modules that this person has.
    package var tabs: [WebTab] = []
    /// The member of staff who looks at the portal in this person's place, read only; nil for the person.
    package var lookedAtBy: String?
    /// The past day that is looked at.
    package var lookedAtDay: Day?
    /// For staff, how many records wait behind the entries of the menu, by the entry's key, up to one more than a thousand.
    package var menuCounts: [String: Int] = [:]
    /// For staff, how many open customers were given to the person: none, one, or two for several.
    package var ownCustomers = 0

    package init(
        viewer: Viewer, firstName: String, signInName: String, isAdministrator: Bool, mustChange: Bool,
        preferences: Preferences, session: SessionFacts?,
        portal: PortalLook?, accountName: String?
    ) {
        self.viewer = viewer
        self.firstName = firstName
        self.signInName = signInName
        self.isAdministrator = isAdministrator
        self.mustChange = mustChange
        self.preferences = preferences
        self.session = session
        self.portal = portal
        self.accountName = accountName
    }
}

/// The session that a request came with.
package struct SessionFacts: Sendable {
    /// SHA-256 of the cookie's token.
    package let hash: [UInt8]
    package let publicID: RecordID
    /// How long it lasts without another visit.
    package let secondsLeft: Int64

    package init(hash: [UInt8], publicID: RecordID, secondsLeft: Int64) {
        self.hash = hash
        self.publicID = publicID
        self.secondsLeft = secondsLeft
    }
}

extension Visitor {
    /// Where a page asks how long the session lasts, and what it knows of it; nothing while staff look in somebody's place.
    func clock(_ home: String) -> (path: String, seconds: Int64)? {
        guard lookedAtBy == nil, let session else { return nil }
        return (home + "/session", session.secondsLeft)
    }
}

/// What a portal's pages show of it.
package struct PortalLook: Sendable, Hashable {
    package let id: RecordID
    package let slug: String
    package let name: String
    package let company: String
    package let marks: PortalMarks

    package init(id: RecordID, slug: String, name: String, company: String, marks: PortalMarks = .none) {
        self.id = id
        self.slug = slug
        self.name = name
        self.company = company
        self.marks = marks
    }

    package var path: String { "/p/" + slug }
}

/// The addresses of the pictures that a portal shows of its company, if it has any.
package struct PortalMarks: Sendable, Hashable {
    package let logo: String?
    package let icon: String?

    package static let none = PortalMarks(slug: "", logo: nil, icon: nil)

    /// `logo` and `icon` are the beginnings of hashes, so that another picture has another address.
    package init(slug: String, logo: String?, icon: String?) {
        self.logo = logo.map { "/p/\(slug)/logo?v=\($0)" }
        self.icon = icon.map { "/p/\(slug)/icon?v=\($0)" }
    }
}
