namespace OpsPortal.Demo;

/// <summary>One stage of a work as the contract names it.</summary>
/// <param name="BasisPoints">Its share of the contract's total.</param>
internal sealed record DemoStage(string Name, string Criteria, int BasisPoints);

/// <summary>One kind of work and its stages; what they leave of the total is the closing invoice.</summary>
internal sealed record DemoWork(string Name, IReadOnlyList<DemoStage> Stages);

/// <summary>What each payee of the demo is good at, in the payees' order.</summary>
internal static class DemoWorks
{
    private static readonly DemoWork[][] Table =
    [
        [
            new("Annual report translation",
            [
                new("Terminology agreed", "Glossary signed by the editor\nStyle guide for figures and dates", 3500),
                new("First half translated", "Chapters 1 to 6 delivered as one file\nQueries answered", 2500),
                new("Proofread text", "Second reader named\nAll marks worked in", 2000),
            ]),
            new("Museum audio guide",
            [
                new("Script approved", "Script of all 24 stops\nNames checked by the curator", 4500),
                new("Recordings made", "Raw takes of both voices\nRoom tone of each session", 2000),
                new("Mastered tracks", "One file a stop at the agreed loudness", 1500),
            ]),
        ],
        [
            new("Sound stage",
            [
                new("Structural survey", "Report with loads of floor and roof\nDrawings stamped by the engineer", 4000),
                new("Foundation pour", "Delivery notes of the concrete\nCube test after 28 days", 2500),
                new("Shell and roof", "Acceptance by the building inspector", 2000),
            ]),
            new("Warehouse conversion",
            [
                new("Asbestos survey", "Laboratory report of each sample\nPlan of what is removed", 3000),
                new("Partition walls", "Walls as drawn, measured on site\nFire rating shown", 3500),
                new("Electrical first fix", "Test certificate of each circuit", 1500),
            ]),
        ],
        [
            new("Product photo campaign",
            [
                new("Casting and locations", "Models and places named\nReleases signed", 3000),
                new("Shooting days", "Contact sheets of all four days\nRaw files on two disks", 3500),
                new("Retouched selects", "40 pictures in both formats", 2000),
            ]),
            new("Brand film",
            [
                new("Storyboard", "Each scene drawn with its length\nTwo rounds of comments worked in", 4000),
                new("Principal photography", "Rushes of all scenes\nSound notes", 3000),
                new("Picture lock", "Cut agreed by both sides", 1500),
            ]),
        ],
        [
            new("Website relaunch",
            [
                new("Information architecture", "Site map of all pages\nFive users have found their way", 3500),
                new("Clickable prototype", "Both widths, all states drawn", 2500),
                new("Accessibility audit", "No open finding of level AA", 2000),
            ]),
            new("Customer portal",
            [
                new("Data model", "Model reviewed by operations\nMigration tried on a copy", 5000),
                new("Pilot release", "Ten customers have worked with it for a week", 2000),
                new("Penetration test", "Findings mended and tested again", 1500),
            ]),
        ],
        [
            new("Trade-fair stand",
            [
                new("Structural calculation", "Calculation stamped for two storeys\nApproved by the fair", 4500),
                new("Prefabricated walls", "Walls inspected in the workshop", 2500),
                new("On-site build", "Hand-over signed in the hall", 1000),
            ]),
            new("Showroom fit-out",
            [
                new("Measured survey", "Plan of each room to the millimetre\nPhotos of all walls", 3500),
                new("Joinery installed", "Counters and shelves as drawn", 3000),
                new("Lighting commissioned", "Light levels measured and recorded", 1500),
            ]),
        ],
        [
            new("Packaging series",
            [
                new("Dieline drawings", "One drawing a size\nFolded samples", 4000),
                new("Print proofs", "Proofs within the colour tolerance", 2500),
                new("Press check", "First sheets signed at the press", 1500),
            ]),
            new("Office signage",
            [
                new("Wayfinding plan", "Routes from each entrance\nTexts in both languages", 4500),
                new("Prototype signs", "Two signs tried on site", 2000),
                new("Installed signs", "All signs up and photographed", 2000),
            ]),
        ],
    ];

    /// <summary>The work of the contract of a number: each payee's works take turns.</summary>
    public static DemoWork Of(int contract)
    {
        var (payee, round) = (contract % Table.Length, contract / Table.Length);
        return Table[payee][round % Table[payee].Length];
    }
}
