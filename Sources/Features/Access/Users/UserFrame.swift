import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// What the tabs of a user's profile share: head, buttons, tabs.
struct UserFrame {
    let app: App
    let context: OfficeContext
    let profile: AccessProfile

    /// The tabs of S1-32 that make sense for people outside.
    enum Tab: String, CaseIterable {
        case user, permissions, events

        var label: Phrase {
            switch self {
            case .user: Phrase(fr: "Utilisateur", en: "User")
            case .permissions: Phrase(fr: "Permissions", en: "Permissions")
            case .events: Phrase(fr: "Suivi", en: "History")
            }
        }
    }

    func page(_ tab: Tab, note: HTML = .empty, status: HTTPResponse.Status = .ok, _ content: HTML) -> Response {
        officePage(
            app, context, profile.person.name, current: "users", status: status, "\(head)\(note)\(tabs(tab))\(content)")
    }

    private var head: HTML {
        let language = context.language
        let standing = profile.standing(app.today)
        let crumbs = [
            PageHead.Crumb(UserFrame.users(language), "/admin/users"), PageHead.Crumb(profile.person.signInName),
        ]
        let account: HTML? = profile.account.map { " · <a href=\"/admin/accounts/\($0.id.text)\">\($0.name)</a>" }
        return PageHead(
            profile.person.name, crumbs: crumbs, chip: standing.chip(language),
            sub: "\(profile.person.signInName)\(account)", actions: actions(standing, language)
        ).html(language)
    }

    private func actions(_ standing: AccessStanding, _ language: Language) -> [HTML] {
        let activate = postButton(Phrase(fr: "Activer", en: "Activate")(language), to: profile.path + "/enable")
        var toggles: [HTML] = []
        if standing == .deactivated || standing == .inactive { toggles.append(activate) }
        if standing != .deactivated {
            toggles.append(shut(Phrase(fr: "Désactiver", en: "Deactivate"), language))
        } else if profile.access.shutBy != .staff {
            // Closed by the customer or by the rule: the customer could open it again.
            toggles.append(shut(Phrase(fr: "Garder fermé", en: "Keep closed"), language))
        }
        return [
            buttonLink(
                Phrase(fr: "Envoyer un e-mail", en: "Send an e-mail")(language), profile.path + "/mail", icon: "i-mail"),
            buttonLink(Phrase(fr: "Voir comme", en: "See as")(language), profile.path + "/see-as"),
            buttonLink(Words.edit(language), profile.path + "/edit"),
        ] + toggles + [buttonLink(Words.delete(language), profile.path + "/remove", .danger)]
    }

    private func shut(_ label: Phrase, _ language: Language) -> HTML {
        buttonLink(label(language), profile.path + "/disable", .danger)
    }

    private func tabs(_ current: Tab) -> HTML {
        let items = Tab.allCases.map { tab in
            NavItem(
                tab.label(context.language), tab == .user ? profile.path : profile.path + "/" + tab.rawValue,
                isCurrent: tab == current,
                count: tab == .permissions ? String(profile.access.permissions.count) : nil)
        }
        return Web.tabs(Phrase(fr: "Onglets de l’utilisateur", en: "Tabs of the user")(context.language), items)
    }

    static let users = Phrase(fr: "Utilisateurs", en: "Users")
    static let user = Phrase(fr: "Utilisateur", en: "User")
}
